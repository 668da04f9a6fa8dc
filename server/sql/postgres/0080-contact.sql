-- What customers met, for caps and cool-downs: of each leaf, experience, placement and channel the newest times (at most a hundred) at which it was
-- served, seen, used or refused. By leaf, so that counts follow merges and their undoing.
-- A new table. Undo: drop it.
create table contact (
  brand_id smallint not null,
  leaf_id bigint not null,
  kind text collate "C" not null check (kind in ('served', 'seen', 'clicked', 'refused')),
  experience text collate "C" not null,
  placement text collate "C" not null,
  channel text collate "C" not null,
  -- Of the experience when it was served, joined by commas; events tell of none.
  tags text collate "C" not null default '',
  promotes boolean not null default true,
  -- Epoch milliseconds, newest first.
  times bigint[] not null,
  primary key (brand_id, leaf_id, kind, experience, placement, channel)
);
