-- What staff decided for one customer: an experience pinned or suppressed for a time.
-- A new table. Undo: drop it.
create table override (
  override_id bigint generated always as identity primary key,
  brand_id smallint not null,
  -- The oldest of the customer's when it was made: so it follows merges and their undoing.
  leaf_id bigint not null,
  experience text collate "C" not null,
  action text not null check (action in ('pin', 'suppress')),
  reason text not null,
  actor text not null,
  made_at timestamptz not null,
  until_at timestamptz not null check (until_at > made_at),
  ended_at timestamptz
);
create index override_of_leaf on override (brand_id, leaf_id);
create index override_standing on override (brand_id, until_at) where ended_at is null;
