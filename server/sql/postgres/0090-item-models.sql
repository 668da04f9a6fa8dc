-- Models that recommend products: what was learned, with its card, in parts that can be read one by one; the last two trainings are kept.
-- `item_training` says when the last training began, so that one copy of the program trains for all. New tables. Undo: drop them.
create table item_model (
  brand_id smallint not null,
  version bigint not null,
  trained_at timestamptz not null,
  card jsonb not null,
  bytes bigint not null,
  primary key (brand_id, version)
);

create table item_model_part (
  brand_id smallint not null,
  version bigint not null,
  part integer not null,
  bytes bytea not null,
  primary key (brand_id, version, part),
  foreign key (brand_id, version) references item_model on delete cascade
);

create table item_training (
  brand_id smallint primary key,
  begun_at timestamptz not null
);
