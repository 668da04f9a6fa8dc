-- Slots that no definition needs any longer and that still lie in rows of customers: the sweep takes them out and forgets them here. An empty table, no lock on others.
-- Undo: drop table slot_gone; what lies in rows then leaves when something is next written into them.
create table slot_gone (
  brand_id smallint not null,
  stored_key text collate "C" not null,
  constraint slot_gone_pkey primary key (brand_id, stored_key)
);
