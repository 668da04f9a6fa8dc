-- Webhooks: where each stands, its secrets, its deliveries. Locks nothing that exists; takes under a second; undo by dropping the three tables.

-- `position`, `ordinal`: up to where the outbox has become deliveries. `failures`: answers in a row that say the other side is unwell.
create table webhook (
  brand_id smallint not null references brand,
  webhook_key text collate "C" not null,
  position bigint not null,
  ordinal integer not null,
  is_disabled boolean not null default false,
  reason text,
  failures integer not null default 0,
  paused_until timestamptz,
  primary key (brand_id, webhook_key)
);

-- `sealed`: encrypted with a key that is not in this database. More than one counts while a secret is being replaced.
create table webhook_secret (
  secret_id integer generated always as identity primary key,
  brand_id smallint not null references brand,
  webhook_key text collate "C" not null,
  sealed bytea not null,
  made_at timestamptz not null,
  ends_at timestamptz
);
create index webhook_secret_of on webhook_secret (brand_id, webhook_key);

-- One membership change that one webhook tells. Its id in the outside world is made of the key and the place in the outbox.
create table webhook_delivery (
  brand_id smallint not null,
  webhook_key text collate "C" not null,
  position bigint not null,
  ordinal integer not null,
  segment_id integer not null,
  profile_id bigint not null,
  entered boolean not null,
  changed_at timestamptz not null,
  version integer not null,
  state text not null check (state in ('waiting', 'delivered', 'dropped', 'dead')),
  attempts integer not null default 0,
  next_at timestamptz not null,
  status smallint,
  reason text,
  done_at timestamptz,
  primary key (brand_id, webhook_key, position, ordinal)
);
create index webhook_delivery_due on webhook_delivery (brand_id, webhook_key, position, ordinal) where state = 'waiting';
create index webhook_delivery_in_line on webhook_delivery (brand_id, webhook_key, profile_id, position, ordinal) where state = 'waiting';
create index webhook_delivery_done on webhook_delivery (brand_id, done_at) where state <> 'waiting';
create index webhook_delivery_dead on webhook_delivery (brand_id, webhook_key, position, ordinal) where state = 'dead';
