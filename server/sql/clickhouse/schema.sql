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
    `said_product_id` LowCardinality(String) MATERIALIZED if(position(properties, '"product_id"') = 0, '', if(startsWith(JSONExtractRaw(properties, 'product_id'), '"'), concat('"', JSONExtractString(JSONExtractRaw(properties, 'product_id'))), JSONExtractRaw(properties, 'product_id'))),
    `said_category` LowCardinality(String) MATERIALIZED if(position(properties, '"category"') = 0, '', if(startsWith(JSONExtractRaw(properties, 'category'), '"'), concat('"', JSONExtractString(JSONExtractRaw(properties, 'category'))), JSONExtractRaw(properties, 'category'))),
    `said_brand` LowCardinality(String) MATERIALIZED if(position(properties, '"brand"') = 0, '', if(startsWith(JSONExtractRaw(properties, 'brand'), '"'), concat('"', JSONExtractString(JSONExtractRaw(properties, 'brand'))), JSONExtractRaw(properties, 'brand'))),
    `price_amount` Nullable(Decimal(38, 9)) MATERIALIZED if(position(properties, '"price"') = 0, NULL, accurateCastOrNull(if(abs(round(toDecimal256OrNull(JSONExtractRaw(properties, 'price'), 30), 9)) < toDecimal256('1e29', 9), round(toDecimal256OrNull(JSONExtractRaw(properties, 'price'), 30), 9), NULL), 'Decimal(38, 9)')) CODEC(ZSTD(1)),
    `revenue_amount` Nullable(Decimal(38, 9)) MATERIALIZED if(position(properties, '"revenue"') = 0, NULL, accurateCastOrNull(if(abs(round(toDecimal256OrNull(JSONExtractRaw(properties, 'revenue'), 30), 9)) < toDecimal256('1e29', 9), round(toDecimal256OrNull(JSONExtractRaw(properties, 'revenue'), 30), 9), NULL), 'Decimal(38, 9)')) CODEC(ZSTD(1)),
    `product_keys` Array(String) MATERIALIZED if(position(properties, '"product_id"') = 0, [], if((arrayMap(key -> if(length(key) <= 100, key, ''), arrayMap(raw -> if(startsWith(raw, '"'), JSONExtractString(raw), ifNull(toString(if(abs(round(toDecimal256OrNull(raw, 30), 9)) < toDecimal256('1e29', 9), CAST(round(toDecimal256OrNull(raw, 30), 9), 'Nullable(Decimal(76, 9))'), NULL)), '')), [JSONExtractRaw(properties, 'product_id')]))[1]) != '', [arrayMap(key -> if(length(key) <= 100, key, ''), arrayMap(raw -> if(startsWith(raw, '"'), JSONExtractString(raw), ifNull(toString(if(abs(round(toDecimal256OrNull(raw, 30), 9)) < toDecimal256('1e29', 9), CAST(round(toDecimal256OrNull(raw, 30), 9), 'Nullable(Decimal(76, 9))'), NULL)), '')), [JSONExtractRaw(properties, 'product_id')]))[1]], if(JSONType(properties, 'products') = 'Array', arrayDistinct(arrayFilter(thing -> (thing != ''), arrayMap(value -> (arrayMap(key -> if(length(key) <= 100, key, ''), arrayMap(raw -> if(startsWith(raw, '"'), JSONExtractString(raw), ifNull(toString(if(abs(round(toDecimal256OrNull(raw, 30), 9)) < toDecimal256('1e29', 9), CAST(round(toDecimal256OrNull(raw, 30), 9), 'Nullable(Decimal(76, 9))'), NULL)), '')), [value]))[1]), if(arrayAll(part -> ((part = 'null') OR (JSONType(part) != 'Null')), JSONExtractArrayRaw(properties, 'products')), arrayMap(product -> JSONExtractRaw(product, 'product_id'), arrayFilter(part -> (JSONType(part) = 'Object'), JSONExtractArrayRaw(properties, 'products'))), arrayMap(product -> JSONExtractRaw(if(arrayAll(part -> ((part = 'null') OR (JSONType(part) != 'Null')), JSONExtractArrayRaw(properties, 'products')), '{}', properties), 'products', product, 'product_id'), arrayFilter(part -> (JSONType(if(arrayAll(part -> ((part = 'null') OR (JSONType(part) != 'Null')), JSONExtractArrayRaw(properties, 'products')), '{}', properties), 'products', part) = 'Object'), range(1, JSONLength(if(arrayAll(part -> ((part = 'null') OR (JSONType(part) != 'Null')), JSONExtractArrayRaw(properties, 'products')), '{}', properties), 'products') + 1))))))), []))) CODEC(ZSTD(1)),
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
