-- What conditions on events ask most often, beside the JSON text that says it: each is made of `properties` alone, as rows come in. Adding them takes
-- a moment; then all kept events are read once in the background (0.5 minutes for 20 million on two cores) while the table is read and written
-- as before, and rows that have not been reached yet are worked out while they are read. Undo: drop the columns.
--
-- `said_…`: one property. Text stands behind a quotation mark, all else is JSON text, '' is missing. `…_amount`: a number, rounded to nine places.
-- `product_keys`: the products that an event is about (segment/: keysSql). Most events do not name the property: then no JSON is read.

alter table event
  add column if not exists said_product_id LowCardinality(String) materialized if(position(properties, '"product_id"') = 0, '', if(startsWith(JSONExtractRaw(properties, 'product_id'), '"'), concat('"', JSONExtractString(JSONExtractRaw(properties, 'product_id'))), JSONExtractRaw(properties, 'product_id'))),
  add column if not exists said_category LowCardinality(String) materialized if(position(properties, '"category"') = 0, '', if(startsWith(JSONExtractRaw(properties, 'category'), '"'), concat('"', JSONExtractString(JSONExtractRaw(properties, 'category'))), JSONExtractRaw(properties, 'category'))),
  add column if not exists said_brand LowCardinality(String) materialized if(position(properties, '"brand"') = 0, '', if(startsWith(JSONExtractRaw(properties, 'brand'), '"'), concat('"', JSONExtractString(JSONExtractRaw(properties, 'brand'))), JSONExtractRaw(properties, 'brand'))),
  add column if not exists price_amount Nullable(Decimal(38, 9)) materialized if(position(properties, '"price"') = 0, null, accurateCastOrNull(if(abs(round(toDecimal256OrNull(JSONExtractRaw(properties, 'price'), 30), 9)) < toDecimal256('1e29', 9), round(toDecimal256OrNull(JSONExtractRaw(properties, 'price'), 30), 9), null), 'Decimal(38, 9)')) codec(ZSTD(1)),
  add column if not exists revenue_amount Nullable(Decimal(38, 9)) materialized if(position(properties, '"revenue"') = 0, null, accurateCastOrNull(if(abs(round(toDecimal256OrNull(JSONExtractRaw(properties, 'revenue'), 30), 9)) < toDecimal256('1e29', 9), round(toDecimal256OrNull(JSONExtractRaw(properties, 'revenue'), 30), 9), null), 'Decimal(38, 9)')) codec(ZSTD(1)),
  add column if not exists product_keys Array(String) materialized if(position(properties, '"product_id"') = 0, [], if(arrayMap(key -> if(length(key) <= 100, key, ''), arrayMap(raw -> if(startsWith(raw, '"'), JSONExtractString(raw), ifNull(toString(if(abs(round(toDecimal256OrNull(raw, 30), 9)) < toDecimal256('1e29', 9), cast(round(toDecimal256OrNull(raw, 30), 9) as Nullable(Decimal(76, 9))), null)), '')), [JSONExtractRaw(properties, 'product_id')]))[1] != '', [arrayMap(key -> if(length(key) <= 100, key, ''), arrayMap(raw -> if(startsWith(raw, '"'), JSONExtractString(raw), ifNull(toString(if(abs(round(toDecimal256OrNull(raw, 30), 9)) < toDecimal256('1e29', 9), cast(round(toDecimal256OrNull(raw, 30), 9) as Nullable(Decimal(76, 9))), null)), '')), [JSONExtractRaw(properties, 'product_id')]))[1]], if(JSONType(properties, 'products') = 'Array', arrayDistinct(arrayFilter(thing -> thing != '', arrayMap(value -> arrayMap(key -> if(length(key) <= 100, key, ''), arrayMap(raw -> if(startsWith(raw, '"'), JSONExtractString(raw), ifNull(toString(if(abs(round(toDecimal256OrNull(raw, 30), 9)) < toDecimal256('1e29', 9), cast(round(toDecimal256OrNull(raw, 30), 9) as Nullable(Decimal(76, 9))), null)), '')), [value]))[1], arrayMap(product -> JSONExtractRaw(product, 'product_id'), arrayFilter(part -> JSONType(part) = 'Object', JSONExtractArrayRaw(properties, 'products')))))), []))) codec(ZSTD(1));

alter table event
  materialize column said_product_id,
  materialize column said_category,
  materialize column said_brand,
  materialize column price_amount,
  materialize column revenue_amount,
  materialize column product_keys
settings mutations_sync = 0;
