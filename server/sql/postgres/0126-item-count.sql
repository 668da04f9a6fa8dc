-- What was sold and looked at lately, as one copy of the program counted it for all: what is popular and bought together is worked out from it
-- alike everywhere, and is there again at once after a start. A new table of one row a brand, written anew every few seconds. Undo: drop it.
create table item_count (
  brand_id smallint primary key references brand,
  -- The last count that somebody undertook.
  begun_at timestamptz not null,
  version bigint not null default 0,
  -- Null: the first is under way.
  counted_at timestamptz,
  -- Sales, newest first: moment, store and products apart by U+001F, sales by U+001E.
  baskets text not null default '',
  views jsonb not null default '[]',
  popular_among jsonb not null default '[]'
);
