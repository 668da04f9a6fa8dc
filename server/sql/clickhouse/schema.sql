-- What the migrations in this folder make. Written by `node scripts/dump-schema.ts --write`; never run, never edited.

CREATE TABLE decision
(
    `brand_id` UInt16,
    `decision_id` UUID,
    `position` UInt64,
    `decided_at` DateTime64(3, 'UTC'),
    `profile_id` Nullable(UInt64),
    `body` String CODEC(ZSTD(1)),
    INDEX decision_by_id decision_id TYPE bloom_filter(0.01) GRANULARITY 4,
    INDEX decision_position position TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
ORDER BY (brand_id, decided_at, decision_id)
SETTINGS non_replicated_deduplication_window = 10000, index_granularity = 8192;

CREATE TABLE event
(
    `brand_id` UInt16,
    `position` UInt64,
    `leaf_id` UInt64,
    `occurred_at` DateTime64(3, 'UTC'),
    `received_at` DateTime64(3, 'UTC'),
    `type` LowCardinality(String),
    `name` LowCardinality(String),
    `channel` LowCardinality(String),
    `source_id` UInt32,
    `simulated` Bool,
    `properties` String CODEC(ZSTD(1)),
    `context` String CODEC(ZSTD(1)),
    INDEX event_position position TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
ORDER BY (brand_id, name, leaf_id, occurred_at)
SETTINGS non_replicated_deduplication_window = 10000, index_granularity = 8192;

CREATE TABLE leaf_profile
(
    `brand_id` UInt16,
    `leaf_id` UInt64,
    `profile_id` UInt64,
    `version` UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (brand_id, leaf_id)
SETTINGS non_replicated_deduplication_window = 10000, index_granularity = 8192;

CREATE TABLE migration
(
    `name` String,
    `applied_at` DateTime DEFAULT now()
)
ENGINE = MergeTree
ORDER BY name
SETTINGS index_granularity = 8192;
