-- The first tables. Undo by dropping the database.

-- Every accepted event without its personal values. `properties` and `context` are JSON text.
create table if not exists event (
  brand_id UInt16,
  position UInt64,
  leaf_id UInt64,
  occurred_at DateTime64(3, 'UTC'),
  received_at DateTime64(3, 'UTC'),
  type LowCardinality(String),
  name LowCardinality(String),
  channel LowCardinality(String),
  source_id UInt32,
  simulated Bool,
  properties String codec(ZSTD(1)),
  context String codec(ZSTD(1)),
  index event_position position type minmax granularity 1
)
engine = MergeTree
order by (brand_id, name, leaf_id, occurred_at)
settings non_replicated_deduplication_window = 10000;

-- Leaves that do not (any longer) belong to the profile of the same number; the newest version counts.
create table if not exists leaf_profile (
  brand_id UInt16,
  leaf_id UInt64,
  profile_id UInt64,
  version UInt64
)
engine = ReplacingMergeTree(version)
order by (brand_id, leaf_id)
settings non_replicated_deduplication_window = 10000;

create table if not exists decision (
  brand_id UInt16,
  decision_id UUID,
  position UInt64,
  decided_at DateTime64(3, 'UTC'),
  profile_id Nullable(UInt64),
  body String codec(ZSTD(1)),
  index decision_by_id decision_id type bloom_filter(0.01) granularity 4,
  index decision_position position type minmax granularity 1
)
engine = MergeTree
order by (brand_id, decided_at, decision_id)
settings non_replicated_deduplication_window = 10000;
