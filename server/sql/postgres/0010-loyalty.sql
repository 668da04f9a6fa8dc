-- Loyalty. Adds two columns with constant defaults (an exclusive lock on sale and on store for a moment, no rewrite) and new tables; takes
-- under a second on a full database. The tables are filled by the program when it starts. Undo: drop the four tables and the two columns.

alter table sale add column test boolean not null default false;
alter table store add column catchment jsonb;

-- What a customer's sales and profile add up to on the date of the brand's calendar on which it was last worked out (`computed_at`). Written by
-- the fold, by timers at `until_at`, and when thresholds are made anew. The numbers that count days to today are made of the dates.
-- `thresholds`: by which it was worked out; a later version that gives the same is not written. `digest`: of all that stands behind it, null
-- when single columns were written since. `bands`: in the order of the dimensions (contract: dimensionNames). `engaged` is JSON: channel → date as days since 1970.
create table loyalty (
  brand_id smallint not null,
  profile_id bigint not null,
  account_type text not null,
  thresholds integer not null,
  computed_at timestamptz not null,
  digest bigint,
  until_at timestamptz,
  joined_on date,
  first_seen_on date,
  engaged_on date,
  engaged text not null default '{}',
  first_shop_on date,
  second_shop_on date,
  previous_shop_on date,
  last_shop_on date,
  own_gap float8,
  own_gap_before float8,
  expected_gap float8,
  main_category text,
  shop_count_all integer not null,
  kept_shop_count integer not null,
  shop_count_12m integer not null,
  last_gap_days integer,
  average_gap_days float8,
  days_first_to_second integer,
  category_breadth_12m integer not null,
  net_spend_12m bigint,
  net_spend_all bigint,
  average_transaction_12m bigint,
  discount_share_12m float8,
  return_rate_12m float8,
  days_join_to_first_shop integer,
  purchased_before_join boolean not null,
  active_months_12m integer not null,
  channel_mix smallint not null,
  channel_mix_12m smallint not null,
  online_share_12m float8,
  channel_breadth_12m integer not null,
  preferred_channel text,
  regular_stores text[] not null,
  joined_store text,
  catchment text,
  bands text[] not null,
  r smallint,
  f smallint,
  m smallint,
  rfm_group text collate "C" not null,
  stage text collate "C" not null,
  sub_stage text collate "C" not null,
  stage_since timestamptz not null,
  at_risk boolean not null,
  returned boolean not null,
  primary key (brand_id, profile_id)
) with (fillfactor = 85);
create index loyalty_due on loyalty (brand_id, until_at) where until_at is not null;

-- What is kept of a customer's sales so that one more costs the same however many there were. `body` is JSON (server: ShopHistory).
create table loyalty_history (
  brand_id smallint not null,
  profile_id bigint not null,
  body text not null,
  primary key (brand_id, profile_id)
) with (fillfactor = 85, toast_tuple_target = 8160);
alter table loyalty_history alter column body set storage main;

-- What bands are relative to. `body` is JSON (server: Thresholds). `applied_at`: when every customer had been worked out by it.
create table loyalty_thresholds (
  brand_id smallint not null references brand,
  version integer not null,
  computed_at timestamptz not null,
  applied_at timestamptz,
  body json not null,
  primary key (brand_id, version)
);

-- What was noticed of customers as it happened: another stage (`since_at`: when they had entered the one they left), moves, other channels,
-- returns after a lapse, other sizes.
create table loyalty_change (
  brand_id smallint not null,
  change_id bigint generated always as identity,
  profile_id bigint not null,
  kind text collate "C" not null,
  at timestamptz not null,
  from_value text,
  to_value text,
  about text,
  since_at timestamptz,
  primary key (brand_id, change_id)
);
create index loyalty_change_of_profile on loyalty_change (brand_id, profile_id, at);
create index loyalty_change_at on loyalty_change (brand_id, kind, at);
