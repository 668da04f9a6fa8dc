-- Which variant of an experience a customer was dealt and shown, by the oldest leaf at that time: kept while weights change.
-- A new table. Undo: drop it.
create table assignment (
  brand_id smallint not null,
  leaf_id bigint not null,
  experience text collate "C" not null,
  -- Another salt is another test.
  salt text collate "C" not null,
  variant text collate "C" not null,
  -- Of the experience, by which it was dealt.
  version integer not null,
  propensity double precision not null,
  assigned_at timestamptz not null default now(),
  primary key (brand_id, leaf_id, experience, salt)
);
