-- Lists of products that were shown under a context id, so that page, mail and staff tool show the same one.
-- A new table. Undo: drop it.
create table kept_list (
  brand_id smallint not null,
  context_id text collate "C" not null,
  -- The customer's oldest leaf at that time; 0: nobody's, made without looking at a customer.
  leaf_id bigint not null,
  -- Of the choice, without how many are shown.
  recipe text collate "C" not null,
  products text[] not null,
  kept_at timestamptz not null default now(),
  primary key (brand_id, context_id, leaf_id, recipe)
);
create index kept_list_by_age on kept_list (brand_id, kept_at);
