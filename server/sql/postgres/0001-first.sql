-- The first tables. Locks nothing that exists; takes under a second; undo by dropping the database.

create table brand (
  brand_id smallint primary key,
  key text collate "C" not null unique,
  name text not null,
  time_zone text not null,
  currency char(3) not null,
  created_at timestamptz not null default now()
);

-- Small facts about a brand that are no definition, such as whether its sample is loaded.
create table setting (
  brand_id smallint not null references brand,
  key text collate "C" not null,
  value jsonb not null,
  primary key (brand_id, key)
);

create table source (
  source_id integer generated always as identity primary key,
  brand_id smallint not null references brand,
  key text collate "C" not null,
  name text not null,
  channel text not null,
  simulated boolean not null default false,
  unique (brand_id, key)
);

-- A key is kept only as its SHA-256; `hint` is its last four characters.
create table api_key (
  key_id integer generated always as identity primary key,
  source_id integer not null references source,
  kind text not null check (kind in ('public', 'secret')),
  digest bytea not null unique,
  hint text not null,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);

-- The way of an event -----------------------------------------------------------------------

-- One row a brand. Bumped in the transaction that appends, so its row lock makes positions dense and in commit order.
create table inbox_head (
  brand_id smallint primary key references brand,
  position bigint not null
);

-- `body` is one JSON inbox record (contract: InboxRecord).
create table inbox (
  brand_id smallint not null,
  position bigint not null,
  body text not null,
  primary key (brand_id, position)
) partition by range (position);

create table inbox_0 partition of inbox for values from (0) to (1000000);

create table stream_cursor (
  brand_id smallint not null references brand,
  name text collate "C" not null,
  position bigint not null,
  primary key (brand_id, name)
);

-- Message ids of the last days, by the hour of the event's own time, one partition a day (made when first needed); older ones stay for ever in the default.
create table message_seen (
  brand_id smallint not null,
  hour integer not null,
  digest uuid not null,
  primary key (hour, digest, brand_id)
) partition by range (hour);

create table message_seen_other partition of message_seen default;

-- Natural keys of imported records, kept for ever.
create table natural_key (
  brand_id smallint not null,
  digest uuid not null,
  position bigint not null,
  primary key (digest, brand_id)
);

-- What the import door last took under a natural key, so that it can say "unchanged" or "conflict". Written after the inbox: the fold's natural_key decides.
create table import_key (
  brand_id smallint not null,
  digest uuid not null,
  content uuid not null,
  revision integer not null,
  primary key (digest, brand_id)
);

-- The personal part of each accepted event, as long as the event is kept. One row for every accepted event.
create table event_private (
  brand_id smallint not null,
  position bigint not null,
  leaf_id bigint not null,
  body text not null,
  primary key (brand_id, position)
);

-- Events set aside. `original` is the event's text as it was sent (form 'wire'; `envelope` says what its batch said for it),
-- or an inbox record that could not be worked in (form 'record'). `path` is a JSON Pointer into it.
create table quarantine (
  quarantine_id bigint generated always as identity primary key,
  brand_id smallint not null references brand,
  -- Null: a control record, which comes from nowhere outside.
  source_id integer references source,
  proof text not null check (proof in ('publicKey', 'secretKey', 'signedToken')),
  received_at timestamptz not null,
  form text not null check (form in ('wire', 'record')),
  code text collate "C" not null,
  path text not null,
  message text not null,
  original text not null,
  envelope text not null default '{}',
  released_at timestamptz,
  released_position bigint
);
create index quarantine_open on quarantine (brand_id, quarantine_id) where released_at is null;
create index quarantine_open_of_code on quarantine (brand_id, code, quarantine_id) where released_at is null;

create table sink_batch (
  brand_id smallint not null references brand,
  name text collate "C" not null,
  from_position bigint not null,
  to_position bigint not null,
  done_at timestamptz,
  primary key (brand_id, name, from_position)
);

-- Identity ----------------------------------------------------------------------------------

create table identity_head (
  brand_id smallint primary key references brand,
  leaf_id bigint not null
);

-- What an event came with. A device's leaf has an epoch; `anchor_id` is the known customer's leaf it follows.
create table leaf (
  brand_id smallint not null,
  leaf_id bigint not null,
  profile_id bigint not null,
  anchor_id bigint,
  namespace text collate "C" not null,
  value text collate "C" not null,
  epoch integer not null default 0,
  proof text not null check (proof in ('none', 'publicKey', 'secretKey', 'signedToken')),
  position bigint not null,
  primary key (brand_id, leaf_id)
);
create index leaf_of_profile on leaf (brand_id, profile_id);
create index leaf_of_anchor on leaf (brand_id, anchor_id) where anchor_id is not null;

-- Identifier → the leaf it stands for now (a device: that of its current epoch).
create table identifier (
  brand_id smallint not null,
  namespace text collate "C" not null,
  value text collate "C" not null,
  leaf_id bigint not null,
  proof text not null check (proof in ('publicKey', 'secretKey', 'signedToken')),
  position bigint not null,
  primary key (brand_id, namespace, value)
);
create index identifier_of_leaf on identifier (brand_id, leaf_id);

create table merge (
  brand_id smallint not null,
  merge_id bigint not null,
  from_profile_id bigint not null,
  into_profile_id bigint not null,
  leaf_ids bigint[] not null,
  cause text not null,
  actor text not null,
  merged_at timestamptz not null,
  undone_at timestamptz,
  undone_by text,
  primary key (brand_id, merge_id)
);
create index merge_of_leaf on merge using gin (leaf_ids) where cause in ('api', 'alias') and undone_at is null;
create index merge_into on merge (brand_id, into_profile_id);

-- `state` is JSON (server: ProfileState), kept as it is up to 8 kB: compressing what is over 2 kB cost twice what writing it does.
-- Rows of merged profiles stay, empty, and name their successor in merged_into.
create table profile (
  brand_id smallint not null,
  profile_id bigint not null,
  state text not null,
  timer_at timestamptz,
  hidden boolean not null default false,
  merged_into bigint,
  primary key (brand_id, profile_id)
) with (fillfactor = 75, autovacuum_vacuum_scale_factor = 0.1, toast_tuple_target = 8160);
alter table profile alter column state set storage main;
create index profile_timer on profile (brand_id, timer_at) where timer_at is not null;

create table search_term (
  brand_id smallint not null,
  term text collate "C" not null,
  profile_id bigint not null,
  primary key (brand_id, term, profile_id)
);
create index search_term_of_profile on search_term (brand_id, profile_id);

-- Consent -----------------------------------------------------------------------------------

create table consent_record (
  brand_id smallint not null,
  position bigint not null,
  ordinal smallint not null,
  leaf_id bigint not null,
  purpose text not null,
  channel text not null,
  topic text not null,
  state text not null check (state in ('granted', 'denied', 'withdrawn')),
  source text not null,
  proof text not null,
  text_version text,
  effective_at timestamptz not null,
  recorded_at timestamptz not null,
  primary key (brand_id, position, ordinal)
);
create index consent_of_leaf on consent_record (brand_id, leaf_id);

-- Catalogue and sales -----------------------------------------------------------------------

create table product (
  brand_id smallint not null,
  key text collate "C" not null,
  name text not null,
  brand_name text,
  category text[] not null default '{}',
  tags text[] not null default '{}',
  price_minor bigint,
  currency char(3),
  url text,
  image_url text,
  attributes jsonb not null default '{}',
  simulated boolean not null default false,
  updated_at timestamptz not null,
  primary key (brand_id, key)
);

create table store (
  brand_id smallint not null,
  key text collate "C" not null,
  name text not null,
  address jsonb not null default '{}',
  latitude double precision,
  longitude double precision,
  time_zone text,
  hours jsonb,
  simulated boolean not null default false,
  updated_at timestamptz not null,
  primary key (brand_id, key)
);

create table store_area (
  brand_id smallint not null,
  store_key text collate "C" not null,
  valid_from date not null,
  square_metres numeric(10, 2) not null check (square_metres > 0),
  primary key (brand_id, store_key, valid_from)
);

-- Quantity on hand; store_key '' is the online stock. No row: unknown, which counts as in stock.
create table stock (
  brand_id smallint not null,
  product_key text collate "C" not null,
  store_key text collate "C" not null default '',
  quantity integer not null,
  updated_at timestamptz not null,
  primary key (brand_id, product_key, store_key)
);

-- In which transaction a row was last written, so that a reader can go on exactly where it stopped (pg_snapshot_xmin), whatever order they commit in.
create function mark_changed_in() returns trigger language plpgsql as $$
begin
  new.changed_in := pg_current_xact_id();
  return new;
end
$$;
alter table product add column changed_in xid8 not null default '0'::xid8;
alter table stock add column changed_in xid8 not null default '0'::xid8;
create index product_changed on product (brand_id, changed_in);
create index stock_changed on stock (brand_id, changed_in);
create trigger product_changed before insert or update on product for each row execute function mark_changed_in();
create trigger stock_changed before insert or update on stock for each row execute function mark_changed_in();

-- One row an order or till sale, derived from all its events (`state` is JSON, server: SaleState), so that their order of arrival does not matter.
create table sale (
  brand_id smallint not null,
  sale_key text collate "C" not null,
  leaf_id bigint,
  state text not null,
  status text not null check (status in ('open', 'completed', 'returned', 'cancelled', 'returnOnly')),
  placed_at timestamptz not null,
  channel text not null,
  store_key text,
  staff_key text,
  tender text,
  account_type text not null default 'consumer',
  currency char(3) not null,
  net_minor bigint not null,
  merchandise_minor bigint not null,
  simulated boolean not null default false,
  primary key (brand_id, sale_key)
);
create index sale_of_leaf on sale (brand_id, leaf_id, placed_at desc);
create index sale_placed on sale (brand_id, placed_at);

create table sale_line (
  brand_id smallint not null,
  sale_key text collate "C" not null,
  line integer not null,
  kind text not null check (kind in ('merchandise', 'shipping', 'fee', 'adjustment', 'discount', 'sample', 'giftCard')),
  product_key text,
  name text,
  quantity numeric(12, 3) not null,
  returned_quantity numeric(12, 3) not null default 0,
  net_minor bigint not null,
  discount_minor bigint not null default 0,
  returned_minor bigint not null default 0,
  primary key (brand_id, sale_key, line)
);

-- What came back, on the day it came back: of lines of the sale (also counted there, in returned_minor), or of a sale that nobody told.
create table sale_return (
  brand_id smallint not null,
  sale_key text collate "C" not null,
  ordinal integer not null,
  returned_at timestamptz not null,
  kind text not null check (kind in ('merchandise', 'shipping', 'fee', 'adjustment', 'discount', 'sample', 'giftCard')),
  product_key text,
  quantity numeric(12, 3) not null,
  net_minor bigint not null,
  primary key (brand_id, sale_key, ordinal)
);

-- Definitions -------------------------------------------------------------------------------

-- `version` is the newest written, `folded_version` the newest that the fold has passed, `live_version` the one in force (null: a draft only, or retired).
create table definition (
  definition_id integer generated always as identity primary key,
  brand_id smallint not null references brand,
  kind text collate "C" not null,
  key text collate "C" not null,
  version integer not null,
  folded_version integer not null default 0,
  live_version integer,
  unique (brand_id, kind, key)
);

-- `position`: where the fold passed it; null until then, and for ever for a draft.
create table definition_version (
  definition_id integer not null references definition,
  version integer not null,
  state text not null check (state in ('draft', 'live', 'retired')),
  body json not null,
  author text not null,
  reason text not null,
  position bigint,
  created_at timestamptz not null default now(),
  primary key (definition_id, version)
);
create index definition_version_unfolded on definition_version (definition_id) where position is null and state <> 'draft';

-- Segments ----------------------------------------------------------------------------------

create table segment_member (
  brand_id smallint not null,
  segment_id integer not null,
  profile_id bigint not null,
  entered_at timestamptz not null,
  primary key (brand_id, segment_id, profile_id)
);

-- Size = the sum over rows; one row a writer, so none is hot.
create table segment_size (
  brand_id smallint not null,
  segment_id integer not null,
  writer smallint not null,
  size bigint not null,
  primary key (brand_id, segment_id, writer)
);

-- What the fold keeps for the live segments, and from which position on. `segment_id`: whose fill brings the history before it.
create table segment_slot (
  brand_id smallint not null,
  slot_key text collate "C" not null,
  generation bigint not null,
  segment_id integer not null,
  filled boolean not null default false,
  primary key (brand_id, slot_key)
);

create table segment_fill (
  brand_id smallint not null,
  segment_id integer not null,
  version integer not null,
  up_to_position bigint not null,
  state text not null default 'filling' check (state in ('filling', 'evaluating', 'live')),
  done_leaf_id bigint not null default 0,
  done_profile_id bigint not null default 0,
  done_profiles bigint not null default 0,
  total_profiles bigint,
  finished_at timestamptz,
  primary key (brand_id, segment_id, version)
);

-- What others follow: membership changes and the like, in order. Written by the fold only.
create table outbox (
  brand_id smallint not null,
  position bigint not null,
  ordinal integer not null,
  kind text collate "C" not null,
  body text not null,
  recorded_at timestamptz not null,
  primary key (brand_id, position, ordinal)
);

-- Decisions and audit -----------------------------------------------------------------------

-- The position of the latest decision. Bumped in the statement that writes decisions: its row lock makes positions gap-safe.
create table decision_head (
  brand_id smallint primary key references brand,
  position bigint not null
);

-- `body` is JSON (server: LoggedRecord). The id is a function of what was decided and on what: the same again is the same row.
create table decision (
  brand_id smallint not null,
  decision_id uuid not null,
  position bigint not null,
  decided_at timestamptz not null,
  profile_id bigint,
  body text not null,
  primary key (brand_id, decision_id)
);
create index decision_position on decision (brand_id, position);

create table audit (
  audit_id bigint generated always as identity primary key,
  brand_id smallint not null references brand,
  at timestamptz not null,
  actor text not null,
  action text not null,
  subject text not null,
  body jsonb not null default '{}'
);
