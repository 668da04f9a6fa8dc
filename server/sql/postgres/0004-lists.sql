-- Whom static lists name. Locks nothing that exists; takes under a second; undo by dropping the table.

-- The leaf of an identifier that is known carries its lists in the profile's state (LeafState.lists); this is the truth they are made from.
create table list_member (
  brand_id smallint not null,
  list_key text collate "C" not null,
  namespace text collate "C" not null,
  value text collate "C" not null,
  added_at timestamptz not null,
  primary key (brand_id, list_key, namespace, value)
);
create index list_member_of_identifier on list_member (brand_id, namespace, value);
