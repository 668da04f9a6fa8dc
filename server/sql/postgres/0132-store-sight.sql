-- Which customers of other stores somebody of a store has just looked up, and may hence see for a while. A new table: nothing is locked.
-- Undo: drop it.
create table store_sight (
  staff_id integer not null references staff,
  profile_id bigint not null,
  ends_at timestamptz not null,
  primary key (staff_id, profile_id)
);
