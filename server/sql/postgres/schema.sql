-- What the migrations in this folder make. Written by `node scripts/dump-schema.ts --write`; never run, never edited.

create table api_key (
  key_id integer generated always as identity not null,
  source_id integer not null,
  kind text not null,
  digest bytea not null,
  hint text not null,
  created_at timestamp with time zone default now() not null,
  revoked_at timestamp with time zone,
  constraint api_key_digest_key UNIQUE (digest),
  constraint api_key_pkey PRIMARY KEY (key_id),
  constraint api_key_source_id_fkey FOREIGN KEY (source_id) REFERENCES source(source_id),
  constraint api_key_kind_check CHECK ((kind = ANY (ARRAY['public'::text, 'secret'::text])))
);

create table assignment (
  brand_id smallint not null,
  leaf_id bigint not null,
  experience text collate "C" not null,
  salt text collate "C" not null,
  variant text collate "C" not null,
  version integer not null,
  propensity double precision not null,
  assigned_at timestamp with time zone default now() not null,
  constraint assignment_pkey PRIMARY KEY (brand_id, leaf_id, experience, salt)
);

create table audit (
  audit_id bigint generated always as identity not null,
  brand_id smallint not null,
  at timestamp with time zone not null,
  actor text not null,
  action text not null,
  subject text not null,
  body jsonb default '{}'::jsonb not null,
  profile_ids bigint[],
  constraint audit_pkey PRIMARY KEY (audit_id),
  constraint audit_brand_id_fkey FOREIGN KEY (brand_id) REFERENCES brand(brand_id)
);

create table audit_seal (
  seal_id bigint not null,
  audit_id bigint not null,
  at_ms bigint not null,
  is_view boolean not null,
  entry bytea not null,
  chain bytea not null,
  constraint audit_seal_audit_id_key UNIQUE (audit_id),
  constraint audit_seal_pkey PRIMARY KEY (seal_id)
);

create table audit_unsealed (
  audit_id bigint not null,
  constraint audit_unsealed_pkey PRIMARY KEY (audit_id)
);

create table brand (
  brand_id smallint not null,
  key text collate "C" not null,
  name text not null,
  time_zone text not null,
  currency character(3) not null,
  created_at timestamp with time zone default now() not null,
  served_at timestamp with time zone,
  constraint brand_key_key UNIQUE (key),
  constraint brand_pkey PRIMARY KEY (brand_id)
);

create table consent_record (
  brand_id smallint not null,
  "position" bigint not null,
  ordinal smallint not null,
  leaf_id bigint not null,
  purpose text not null,
  channel text not null,
  topic text not null,
  state text not null,
  source text not null,
  proof text not null,
  text_version text,
  effective_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  constraint consent_record_pkey PRIMARY KEY (brand_id, "position", ordinal),
  constraint consent_record_state_check CHECK ((state = ANY (ARRAY['granted'::text, 'denied'::text, 'withdrawn'::text])))
);

create table contact (
  brand_id smallint not null,
  leaf_id bigint not null,
  kind text collate "C" not null,
  experience text collate "C" not null,
  placement text collate "C" not null,
  channel text collate "C" not null,
  tags text collate "C" default ''::text not null,
  promotes boolean default true not null,
  times bigint[] not null,
  constraint contact_pkey PRIMARY KEY (brand_id, leaf_id, kind, experience, placement, channel),
  constraint contact_kind_check CHECK ((kind = ANY (ARRAY['served'::text, 'seen'::text, 'clicked'::text, 'refused'::text])))
);

create table contact_served (
  brand_id smallint not null,
  leaf_id bigint not null,
  body text not null,
  constraint contact_served_pkey PRIMARY KEY (brand_id, leaf_id)
) with (fillfactor=80);

create table decision (
  brand_id smallint not null,
  decision_id uuid not null,
  "position" bigint not null,
  decided_at timestamp with time zone not null,
  profile_id bigint,
  body text not null,
  constraint decision_pkey PRIMARY KEY (brand_id, decision_id)
);

create table decision_head (
  brand_id smallint not null,
  "position" bigint not null,
  constraint decision_head_pkey PRIMARY KEY (brand_id),
  constraint decision_head_brand_id_fkey FOREIGN KEY (brand_id) REFERENCES brand(brand_id)
);

create table definition (
  definition_id integer generated always as identity not null,
  brand_id smallint not null,
  kind text collate "C" not null,
  key text collate "C" not null,
  version integer not null,
  folded_version integer default 0 not null,
  live_version integer,
  constraint definition_brand_id_kind_key_key UNIQUE (brand_id, kind, key),
  constraint definition_pkey PRIMARY KEY (definition_id),
  constraint definition_brand_id_fkey FOREIGN KEY (brand_id) REFERENCES brand(brand_id)
);

create table definition_version (
  definition_id integer not null,
  version integer not null,
  state text not null,
  body json not null,
  author text not null,
  reason text not null,
  "position" bigint,
  created_at timestamp with time zone default now() not null,
  constraint definition_version_pkey PRIMARY KEY (definition_id, version),
  constraint definition_version_definition_id_fkey FOREIGN KEY (definition_id) REFERENCES definition(definition_id),
  constraint definition_version_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'live'::text, 'retired'::text])))
);

create table event_private (
  brand_id smallint not null,
  "position" bigint not null,
  leaf_id bigint not null,
  body text not null,
  constraint event_private_pkey PRIMARY KEY (brand_id, "position")
);

create table identifier (
  brand_id smallint not null,
  namespace text collate "C" not null,
  value text collate "C" not null,
  leaf_id bigint not null,
  proof text not null,
  "position" bigint not null,
  constraint identifier_pkey PRIMARY KEY (brand_id, namespace, value),
  constraint identifier_proof_check CHECK ((proof = ANY (ARRAY['publicKey'::text, 'secretKey'::text, 'signedToken'::text])))
);

create table identity_head (
  brand_id smallint not null,
  leaf_id bigint not null,
  constraint identity_head_pkey PRIMARY KEY (brand_id),
  constraint identity_head_brand_id_fkey FOREIGN KEY (brand_id) REFERENCES brand(brand_id)
);

create table import_key (
  brand_id smallint not null,
  digest uuid not null,
  content uuid not null,
  revision integer not null,
  constraint import_key_pkey PRIMARY KEY (digest, brand_id)
);

create table inbox (
  brand_id smallint not null,
  "position" bigint not null,
  body text not null,
  constraint inbox_pkey PRIMARY KEY (brand_id, "position")
) partition by RANGE ("position");

create table inbox_head (
  brand_id smallint not null,
  "position" bigint not null,
  constraint inbox_head_pkey PRIMARY KEY (brand_id),
  constraint inbox_head_brand_id_fkey FOREIGN KEY (brand_id) REFERENCES brand(brand_id)
);

create table item_count (
  brand_id smallint not null,
  begun_at timestamp with time zone not null,
  version bigint default 0 not null,
  counted_at timestamp with time zone,
  baskets text default ''::text not null,
  views jsonb default '[]'::jsonb not null,
  popular_among jsonb default '[]'::jsonb not null,
  constraint item_count_pkey PRIMARY KEY (brand_id),
  constraint item_count_brand_id_fkey FOREIGN KEY (brand_id) REFERENCES brand(brand_id)
);

create table item_model (
  brand_id smallint not null,
  version bigint not null,
  trained_at timestamp with time zone not null,
  card jsonb not null,
  bytes bigint not null,
  constraint item_model_pkey PRIMARY KEY (brand_id, version)
);

create table item_model_part (
  brand_id smallint not null,
  version bigint not null,
  part integer not null,
  bytes bytea not null,
  constraint item_model_part_pkey PRIMARY KEY (brand_id, version, part),
  constraint item_model_part_brand_id_version_fkey FOREIGN KEY (brand_id, version) REFERENCES item_model(brand_id, version) ON DELETE CASCADE
);

create table item_training (
  brand_id smallint not null,
  begun_at timestamp with time zone not null,
  constraint item_training_pkey PRIMARY KEY (brand_id)
);

create table kept_list (
  brand_id smallint not null,
  context_id text collate "C" not null,
  leaf_id bigint not null,
  recipe text collate "C" not null,
  products text[] not null,
  kept_at timestamp with time zone default now() not null,
  constraint kept_list_pkey PRIMARY KEY (brand_id, context_id, leaf_id, recipe)
);

create table leaf (
  brand_id smallint not null,
  leaf_id bigint not null,
  profile_id bigint not null,
  anchor_id bigint,
  namespace text collate "C" not null,
  value text collate "C" not null,
  epoch integer default 0 not null,
  proof text not null,
  "position" bigint not null,
  constraint leaf_pkey PRIMARY KEY (brand_id, leaf_id),
  constraint leaf_proof_check CHECK ((proof = ANY (ARRAY['none'::text, 'publicKey'::text, 'secretKey'::text, 'signedToken'::text])))
);

create table line_up (
  brand_id smallint not null,
  line_up_id text collate "C" not null,
  body text not null,
  constraint line_up_pkey PRIMARY KEY (brand_id, line_up_id),
  constraint line_up_brand_id_fkey FOREIGN KEY (brand_id) REFERENCES brand(brand_id)
);

create table list_member (
  brand_id smallint not null,
  list_key text collate "C" not null,
  namespace text collate "C" not null,
  value text collate "C" not null,
  added_at timestamp with time zone not null,
  constraint list_member_pkey PRIMARY KEY (brand_id, list_key, namespace, value)
);

create table loyalty (
  brand_id smallint not null,
  profile_id bigint not null,
  account_type text not null,
  thresholds integer not null,
  computed_at timestamp with time zone not null,
  digest bigint,
  until_at timestamp with time zone,
  joined_on date,
  first_seen_on date,
  engaged_on date,
  engaged text default '{}'::text not null,
  first_shop_on date,
  second_shop_on date,
  previous_shop_on date,
  last_shop_on date,
  own_gap double precision,
  own_gap_before double precision,
  expected_gap double precision,
  main_category text,
  shop_count_all integer not null,
  kept_shop_count integer not null,
  shop_count_12m integer not null,
  last_gap_days integer,
  average_gap_days double precision,
  days_first_to_second integer,
  category_breadth_12m integer not null,
  net_spend_12m bigint,
  net_spend_all bigint,
  average_transaction_12m bigint,
  discount_share_12m double precision,
  return_rate_12m double precision,
  days_join_to_first_shop integer,
  purchased_before_join boolean not null,
  active_months_12m integer not null,
  channel_mix smallint not null,
  channel_mix_12m smallint not null,
  online_share_12m double precision,
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
  stage_since timestamp with time zone not null,
  at_risk boolean not null,
  returned boolean not null,
  constraint loyalty_pkey PRIMARY KEY (brand_id, profile_id) INCLUDE (stage)
) with (fillfactor=85);

create table loyalty_change (
  brand_id smallint not null,
  change_id bigint generated always as identity not null,
  profile_id bigint not null,
  kind text collate "C" not null,
  at timestamp with time zone not null,
  from_value text,
  to_value text,
  about text,
  since_at timestamp with time zone,
  constraint loyalty_change_pkey PRIMARY KEY (brand_id, change_id)
);

create table loyalty_history (
  brand_id smallint not null,
  profile_id bigint not null,
  body text storage main not null,
  constraint loyalty_history_pkey PRIMARY KEY (brand_id, profile_id)
) with (fillfactor=85, toast_tuple_target=8160);

create table loyalty_thresholds (
  brand_id smallint not null,
  version integer not null,
  computed_at timestamp with time zone not null,
  applied_at timestamp with time zone,
  body json not null,
  constraint loyalty_thresholds_pkey PRIMARY KEY (brand_id, version),
  constraint loyalty_thresholds_brand_id_fkey FOREIGN KEY (brand_id) REFERENCES brand(brand_id)
);

create table merge (
  brand_id smallint not null,
  merge_id bigint not null,
  from_profile_id bigint not null,
  into_profile_id bigint not null,
  leaf_ids bigint[] not null,
  cause text not null,
  actor text not null,
  merged_at timestamp with time zone not null,
  undone_at timestamp with time zone,
  undone_by text,
  constraint merge_pkey PRIMARY KEY (brand_id, merge_id)
);

create table message_seen (
  brand_id smallint not null,
  hour integer not null,
  digest uuid not null,
  constraint message_seen_pkey PRIMARY KEY (hour, digest, brand_id)
) partition by RANGE (hour);

create table migration (
  name text not null,
  applied_at timestamp with time zone default now() not null,
  constraint migration_pkey PRIMARY KEY (name)
);

create table natural_key (
  brand_id smallint not null,
  digest uuid not null,
  "position" bigint not null,
  constraint natural_key_pkey PRIMARY KEY (digest, brand_id)
);

create table outbox (
  brand_id smallint not null,
  "position" bigint not null,
  ordinal integer not null,
  kind text collate "C" not null,
  body text not null,
  recorded_at timestamp with time zone not null,
  segment_id integer,
  constraint outbox_pkey PRIMARY KEY (brand_id, "position", ordinal)
);

create table override (
  override_id bigint generated always as identity not null,
  brand_id smallint not null,
  leaf_id bigint not null,
  experience text collate "C" not null,
  action text not null,
  reason text not null,
  actor text not null,
  made_at timestamp with time zone not null,
  until_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint override_pkey PRIMARY KEY (override_id),
  constraint override_action_check CHECK ((action = ANY (ARRAY['pin'::text, 'suppress'::text]))),
  constraint override_check CHECK ((until_at > made_at))
);

create table portrait (
  brand_id smallint not null,
  profile_id bigint not null,
  traits jsonb,
  consents jsonb,
  lists jsonb,
  apart jsonb,
  word integer generated always as (((profile_id / 32))::integer) stored not null,
  "bit" integer generated always as ((1 << ((profile_id % (32)::bigint))::integer)) stored not null,
  constraint portrait_pkey PRIMARY KEY (brand_id, profile_id) INCLUDE (word, "bit")
) with (fillfactor=90);

create table product (
  brand_id smallint not null,
  key text collate "C" not null,
  name text not null,
  brand_name text,
  category text[] default '{}'::text[] not null,
  tags text[] default '{}'::text[] not null,
  price_minor bigint,
  currency character(3),
  url text,
  image_url text,
  attributes jsonb default '{}'::jsonb not null,
  simulated boolean default false not null,
  updated_at timestamp with time zone not null,
  changed_in xid8 default '0'::xid8 not null,
  added_at timestamp with time zone default now(),
  withdrawn_at timestamp with time zone,
  constraint product_pkey PRIMARY KEY (brand_id, key)
);

create table profile (
  brand_id smallint not null,
  profile_id bigint not null,
  state text storage main not null,
  timer_at timestamp with time zone,
  hidden boolean default false not null,
  merged_into bigint,
  constraint profile_pkey PRIMARY KEY (brand_id, profile_id)
) with (autovacuum_vacuum_scale_factor=0.1, fillfactor=75, toast_tuple_target=8160);

create table quarantine (
  quarantine_id bigint generated always as identity not null,
  brand_id smallint not null,
  source_id integer,
  proof text not null,
  received_at timestamp with time zone not null,
  form text not null,
  code text collate "C" not null,
  path text not null,
  message text not null,
  original text not null,
  envelope text default '{}'::text not null,
  released_at timestamp with time zone,
  released_position bigint,
  constraint quarantine_pkey PRIMARY KEY (quarantine_id),
  constraint quarantine_brand_id_fkey FOREIGN KEY (brand_id) REFERENCES brand(brand_id),
  constraint quarantine_source_id_fkey FOREIGN KEY (source_id) REFERENCES source(source_id),
  constraint quarantine_form_check CHECK ((form = ANY (ARRAY['wire'::text, 'record'::text]))),
  constraint quarantine_proof_check CHECK ((proof = ANY (ARRAY['publicKey'::text, 'secretKey'::text, 'signedToken'::text])))
);

create table recognition_revocation (
  brand_id smallint not null,
  subject text collate "C" not null,
  revoked_at timestamp with time zone not null,
  until timestamp with time zone not null,
  constraint recognition_revocation_pkey PRIMARY KEY (brand_id, subject),
  constraint recognition_revocation_brand_id_fkey FOREIGN KEY (brand_id) REFERENCES brand(brand_id)
);

create table sale (
  brand_id smallint not null,
  sale_key text collate "C" not null,
  leaf_id bigint,
  state text not null,
  status text not null,
  placed_at timestamp with time zone not null,
  channel text not null,
  store_key text,
  staff_key text,
  tender text,
  account_type text default 'consumer'::text not null,
  currency character(3) not null,
  net_minor bigint not null,
  merchandise_minor bigint not null,
  simulated boolean default false not null,
  test boolean default false not null,
  constraint sale_pkey PRIMARY KEY (brand_id, sale_key),
  constraint sale_status_check CHECK ((status = ANY (ARRAY['open'::text, 'completed'::text, 'returned'::text, 'cancelled'::text, 'returnOnly'::text])))
);

create table sale_line (
  brand_id smallint not null,
  sale_key text collate "C" not null,
  line integer not null,
  kind text not null,
  product_key text,
  name text,
  quantity numeric(12,3) not null,
  returned_quantity numeric(12,3) default 0 not null,
  net_minor bigint not null,
  discount_minor bigint default 0 not null,
  returned_minor bigint default 0 not null,
  constraint sale_line_pkey PRIMARY KEY (brand_id, sale_key, line),
  constraint sale_line_kind_check CHECK ((kind = ANY (ARRAY['merchandise'::text, 'shipping'::text, 'fee'::text, 'adjustment'::text, 'discount'::text, 'sample'::text, 'giftCard'::text])))
);

create table sale_return (
  brand_id smallint not null,
  sale_key text collate "C" not null,
  ordinal integer not null,
  returned_at timestamp with time zone not null,
  kind text not null,
  product_key text,
  quantity numeric(12,3) not null,
  net_minor bigint not null,
  constraint sale_return_pkey PRIMARY KEY (brand_id, sale_key, ordinal),
  constraint sale_return_kind_check CHECK ((kind = ANY (ARRAY['merchandise'::text, 'shipping'::text, 'fee'::text, 'adjustment'::text, 'discount'::text, 'sample'::text, 'giftCard'::text])))
);

create table search_term (
  brand_id smallint not null,
  term text collate "C" not null,
  profile_id bigint not null,
  constraint search_term_pkey PRIMARY KEY (brand_id, term, profile_id)
);

create table segment_alert (
  brand_id smallint not null,
  segment_id integer not null,
  alert text not null,
  raised_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  size bigint not null,
  size_before bigint not null,
  constraint segment_alert_pkey PRIMARY KEY (brand_id, segment_id, alert, raised_at)
);

create table segment_fill (
  brand_id smallint not null,
  segment_id integer not null,
  version integer not null,
  up_to_position bigint not null,
  state text default 'filling'::text not null,
  done_leaf_id bigint default 0 not null,
  done_profile_id bigint default 0 not null,
  done_profiles bigint default 0 not null,
  total_profiles bigint,
  finished_at timestamp with time zone,
  constraint segment_fill_pkey PRIMARY KEY (brand_id, segment_id, version),
  constraint segment_fill_state_check CHECK ((state = ANY (ARRAY['filling'::text, 'evaluating'::text, 'live'::text])))
);

create table segment_member (
  brand_id smallint not null,
  segment_id integer not null,
  profile_id bigint not null,
  entered_at timestamp with time zone not null,
  constraint segment_member_pkey PRIMARY KEY (brand_id, segment_id, profile_id)
);

create table segment_size (
  brand_id smallint not null,
  segment_id integer not null,
  writer smallint not null,
  size bigint not null,
  constraint segment_size_pkey PRIMARY KEY (brand_id, segment_id, writer)
);

create table segment_slot (
  brand_id smallint not null,
  slot_key text collate "C" not null,
  generation bigint not null,
  segment_id integer not null,
  filled boolean default false not null,
  constraint segment_slot_pkey PRIMARY KEY (brand_id, slot_key)
);

create table segment_stay (
  brand_id smallint not null,
  profile_id bigint not null,
  segment_id integer not null,
  entered_at timestamp with time zone not null,
  left_at timestamp with time zone not null
);

create table segment_tide (
  brand_id smallint not null,
  segment_id integer not null,
  quarter_at timestamp with time zone not null,
  entries bigint not null,
  exits bigint not null,
  constraint segment_tide_pkey PRIMARY KEY (brand_id, segment_id, quarter_at)
);

create table setting (
  brand_id smallint not null,
  key text collate "C" not null,
  value jsonb not null,
  constraint setting_pkey PRIMARY KEY (brand_id, key),
  constraint setting_brand_id_fkey FOREIGN KEY (brand_id) REFERENCES brand(brand_id)
);

create table simulation (
  simulation_id bigint generated always as identity not null,
  brand_id smallint not null,
  experience text collate "C" not null,
  state text default 'running'::text not null,
  done integer default 0 not null,
  of integer,
  days integer not null,
  compared_with integer,
  started_at timestamp with time zone not null,
  noted_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  failure text,
  result jsonb,
  constraint simulation_pkey PRIMARY KEY (simulation_id),
  constraint simulation_brand_id_fkey FOREIGN KEY (brand_id) REFERENCES brand(brand_id),
  constraint simulation_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'cancelled'::text, 'failed'::text])))
);

create table sink_batch (
  brand_id smallint not null,
  name text collate "C" not null,
  from_position bigint not null,
  to_position bigint not null,
  done_at timestamp with time zone,
  constraint sink_batch_pkey PRIMARY KEY (brand_id, name, from_position),
  constraint sink_batch_brand_id_fkey FOREIGN KEY (brand_id) REFERENCES brand(brand_id)
);

create table slot_gone (
  brand_id smallint not null,
  stored_key text collate "C" not null,
  constraint slot_gone_pkey PRIMARY KEY (brand_id, stored_key)
);

create table source (
  source_id integer generated always as identity not null,
  brand_id smallint not null,
  key text collate "C" not null,
  name text not null,
  channel text not null,
  simulated boolean default false not null,
  constraint source_brand_id_key_key UNIQUE (brand_id, key),
  constraint source_pkey PRIMARY KEY (source_id),
  constraint source_brand_id_fkey FOREIGN KEY (brand_id) REFERENCES brand(brand_id)
);

create table staff (
  staff_id integer generated always as identity not null,
  brand_id smallint not null,
  login text collate "C" not null,
  name text not null,
  role text collate "C" not null,
  stores text[] collate "C" default '{}'::text[] not null,
  password text collate "C",
  invitation bytea,
  invitation_ends_at timestamp with time zone,
  failures integer default 0 not null,
  failed_at timestamp with time zone,
  disabled_at timestamp with time zone,
  created_at timestamp with time zone not null,
  signed_in_at timestamp with time zone,
  constraint staff_invitation_key UNIQUE (invitation),
  constraint staff_login_key UNIQUE (login),
  constraint staff_pkey PRIMARY KEY (staff_id),
  constraint staff_brand_id_fkey FOREIGN KEY (brand_id) REFERENCES brand(brand_id),
  constraint staff_check CHECK (((invitation IS NULL) = (invitation_ends_at IS NULL))),
  constraint staff_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'marketing'::text, 'product'::text, 'retail'::text, 'service'::text, 'finance'::text, 'analyst'::text, 'engineer'::text])))
);

create table staff_session (
  session_id bigint generated always as identity not null,
  brand_id smallint not null,
  digest bytea not null,
  staff_id integer,
  key_id integer,
  device text not null,
  created_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  constraint staff_session_digest_key UNIQUE (digest),
  constraint staff_session_pkey PRIMARY KEY (session_id),
  constraint staff_session_brand_id_fkey FOREIGN KEY (brand_id) REFERENCES brand(brand_id),
  constraint staff_session_key_id_fkey FOREIGN KEY (key_id) REFERENCES api_key(key_id),
  constraint staff_session_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff(staff_id),
  constraint staff_session_check CHECK ((num_nonnulls(staff_id, key_id) = 1))
);

create table stock (
  brand_id smallint not null,
  product_key text collate "C" not null,
  store_key text collate "C" default ''::text not null,
  quantity integer not null,
  updated_at timestamp with time zone not null,
  changed_in xid8 default '0'::xid8 not null,
  constraint stock_pkey PRIMARY KEY (brand_id, product_key, store_key)
);

create table store (
  brand_id smallint not null,
  key text collate "C" not null,
  name text not null,
  address jsonb default '{}'::jsonb not null,
  latitude double precision,
  longitude double precision,
  time_zone text,
  hours jsonb,
  simulated boolean default false not null,
  updated_at timestamp with time zone not null,
  catchment jsonb,
  constraint store_pkey PRIMARY KEY (brand_id, key)
);

create table store_area (
  brand_id smallint not null,
  store_key text collate "C" not null,
  valid_from date not null,
  square_metres numeric(10,2) not null,
  constraint store_area_pkey PRIMARY KEY (brand_id, store_key, valid_from),
  constraint store_area_square_metres_check CHECK ((square_metres > (0)::numeric))
);

create table store_sight (
  staff_id integer not null,
  profile_id bigint not null,
  ends_at timestamp with time zone not null,
  constraint store_sight_pkey PRIMARY KEY (staff_id, profile_id),
  constraint store_sight_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff(staff_id)
);

create table stream_cursor (
  brand_id smallint not null,
  name text collate "C" not null,
  "position" bigint not null,
  constraint stream_cursor_pkey PRIMARY KEY (brand_id, name),
  constraint stream_cursor_brand_id_fkey FOREIGN KEY (brand_id) REFERENCES brand(brand_id)
);

create table webhook (
  brand_id smallint not null,
  webhook_key text collate "C" not null,
  "position" bigint not null,
  ordinal integer not null,
  is_disabled boolean default false not null,
  reason text,
  failures integer default 0 not null,
  paused_until timestamp with time zone,
  constraint webhook_pkey PRIMARY KEY (brand_id, webhook_key),
  constraint webhook_brand_id_fkey FOREIGN KEY (brand_id) REFERENCES brand(brand_id)
);

create table webhook_delivery (
  brand_id smallint not null,
  webhook_key text collate "C" not null,
  "position" bigint not null,
  ordinal integer not null,
  segment_id integer not null,
  profile_id bigint not null,
  entered boolean not null,
  changed_at timestamp with time zone not null,
  version integer not null,
  state text not null,
  attempts integer default 0 not null,
  next_at timestamp with time zone not null,
  status smallint,
  reason text,
  done_at timestamp with time zone,
  constraint webhook_delivery_pkey PRIMARY KEY (brand_id, webhook_key, "position", ordinal),
  constraint webhook_delivery_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'delivered'::text, 'dropped'::text, 'dead'::text])))
);

create table webhook_secret (
  secret_id integer generated always as identity not null,
  brand_id smallint not null,
  webhook_key text collate "C" not null,
  sealed bytea not null,
  made_at timestamp with time zone not null,
  ends_at timestamp with time zone,
  constraint webhook_secret_pkey PRIMARY KEY (secret_id),
  constraint webhook_secret_brand_id_fkey FOREIGN KEY (brand_id) REFERENCES brand(brand_id)
);

create table inbox_0 partition of inbox FOR VALUES FROM ('0') TO ('1000000');

create table message_seen_other partition of message_seen DEFAULT;

CREATE INDEX audit_of_actor ON public.audit USING btree (brand_id, actor, audit_id);

CREATE INDEX audit_of_profile ON public.audit USING gin (profile_ids) WHERE (profile_ids IS NOT NULL);

CREATE INDEX consent_of_leaf ON public.consent_record USING btree (brand_id, leaf_id);

CREATE INDEX decision_position ON public.decision USING btree (brand_id, "position");

CREATE INDEX definition_version_unfolded ON public.definition_version USING btree (definition_id) WHERE (("position" IS NULL) AND (state <> 'draft'::text));

CREATE INDEX identifier_of_leaf ON public.identifier USING btree (brand_id, leaf_id);

CREATE INDEX kept_list_by_age ON public.kept_list USING btree (brand_id, kept_at);

CREATE INDEX leaf_of_anchor ON public.leaf USING btree (brand_id, anchor_id) WHERE (anchor_id IS NOT NULL);

CREATE INDEX leaf_of_profile ON public.leaf USING btree (brand_id, profile_id);

CREATE INDEX list_member_of_identifier ON public.list_member USING btree (brand_id, namespace, value);

CREATE INDEX loyalty_due ON public.loyalty USING btree (brand_id, until_at) WHERE (until_at IS NOT NULL);

CREATE INDEX loyalty_change_at ON public.loyalty_change USING btree (brand_id, kind, at);

CREATE INDEX loyalty_change_of_profile ON public.loyalty_change USING btree (brand_id, profile_id, at);

CREATE INDEX merge_into ON public.merge USING btree (brand_id, into_profile_id);

CREATE INDEX merge_of_leaf ON public.merge USING gin (leaf_ids) WHERE ((cause = ANY (ARRAY['api'::text, 'alias'::text])) AND (undone_at IS NULL));

CREATE INDEX outbox_of_customers ON public.outbox USING btree (brand_id, "position", ordinal) WHERE (segment_id IS NULL);

CREATE INDEX outbox_of_segment ON public.outbox USING btree (brand_id, segment_id, "position", ordinal) WHERE (segment_id IS NOT NULL);

CREATE INDEX override_of_leaf ON public.override USING btree (brand_id, leaf_id);

CREATE INDEX override_standing ON public.override USING btree (brand_id, until_at) WHERE (ended_at IS NULL);

CREATE INDEX portrait_apart ON public.portrait USING btree (brand_id, profile_id) WHERE (apart IS NOT NULL);

CREATE INDEX product_changed ON public.product USING btree (brand_id, changed_in);

CREATE INDEX profile_timer ON public.profile USING btree (brand_id, timer_at) WHERE (timer_at IS NOT NULL);

CREATE INDEX quarantine_open ON public.quarantine USING btree (brand_id, quarantine_id) WHERE (released_at IS NULL);

CREATE INDEX quarantine_open_of_code ON public.quarantine USING btree (brand_id, code, quarantine_id) WHERE (released_at IS NULL);

CREATE INDEX recognition_revocation_until ON public.recognition_revocation USING btree (until);

CREATE INDEX sale_of_leaf ON public.sale USING btree (brand_id, leaf_id, placed_at DESC);

CREATE INDEX sale_placed ON public.sale USING btree (brand_id, placed_at);

CREATE INDEX search_term_of_profile ON public.search_term USING btree (brand_id, profile_id);

CREATE UNIQUE INDEX segment_alert_standing ON public.segment_alert USING btree (brand_id, segment_id, alert) WHERE (ended_at IS NULL);

CREATE INDEX segment_stay_of_profile ON public.segment_stay USING btree (brand_id, profile_id, left_at);

CREATE INDEX simulation_of_experience ON public.simulation USING btree (brand_id, experience, simulation_id);

CREATE INDEX staff_session_ends ON public.staff_session USING btree (ends_at);

CREATE INDEX staff_session_staff ON public.staff_session USING btree (staff_id);

CREATE INDEX stock_changed ON public.stock USING btree (brand_id, changed_in);

CREATE INDEX webhook_delivery_dead ON public.webhook_delivery USING btree (brand_id, webhook_key, "position", ordinal) WHERE (state = 'dead'::text);

CREATE INDEX webhook_delivery_done ON public.webhook_delivery USING btree (brand_id, done_at) WHERE (state <> 'waiting'::text);

CREATE INDEX webhook_delivery_due ON public.webhook_delivery USING btree (brand_id, webhook_key, "position", ordinal) WHERE (state = 'waiting'::text);

CREATE INDEX webhook_delivery_in_line ON public.webhook_delivery USING btree (brand_id, webhook_key, profile_id, "position", ordinal) WHERE (state = 'waiting'::text);

CREATE INDEX webhook_secret_of ON public.webhook_secret USING btree (brand_id, webhook_key);

CREATE OR REPLACE FUNCTION public.audit_stays()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' and old.profile_ids is not null and current_setting('attune.forgets_views', true) = 'on' then
    return old;
  end if;
  raise exception 'The audit only grows.';
end
$function$;

CREATE OR REPLACE FUNCTION public.audit_to_seal()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into audit_unsealed (audit_id) values (new.audit_id);
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION public.mark_changed_in()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  new.changed_in := pg_current_xact_id();
  return new;
end
$function$;

CREATE TRIGGER audit_stays BEFORE DELETE OR UPDATE ON public.audit FOR EACH ROW EXECUTE FUNCTION audit_stays();

CREATE TRIGGER audit_to_seal AFTER INSERT ON public.audit FOR EACH ROW EXECUTE FUNCTION audit_to_seal();

CREATE TRIGGER product_changed BEFORE INSERT OR UPDATE ON public.product FOR EACH ROW EXECUTE FUNCTION mark_changed_in();

CREATE TRIGGER stock_changed BEFORE INSERT OR UPDATE ON public.stock FOR EACH ROW EXECUTE FUNCTION mark_changed_in();
