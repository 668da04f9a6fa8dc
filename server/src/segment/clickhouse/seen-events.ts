import type { Memory } from "../../platform/clickhouse/memory.ts";
import type { SeenEvents, SeenProperty } from "../vocabulary/vocabulary.ts";

/** Of more names the rarest are left out. */
const mostNames = 200;
/** What the newest events say is asked of so many; of one event this costs no more than of a million. */
const newestPositions = 20_000;
const mostPaths = 2_000;
const mostSeconds = 5;

interface PropertyRow {
  readonly name: string;
  readonly path: string;
  readonly types: readonly string[];
  readonly texts: readonly string[];
}

/** Names of events by how often they came, and what the newest say: paths, types, frequent short texts. Personal values are not here. */
export async function seenEvents(memory: Memory, brandId: number): Promise<SeenEvents> {
  const [names, properties] = await Promise.all([
    memory.query<{ name: string; count: number }>(
      `select name, count() as count
       from event
       where brand_id = {brand:UInt16}
       group by name
       order by count desc, name
       limit ${mostNames}
       settings max_execution_time = ${mostSeconds}`,
      { brand: brandId },
    ),
    memory.query<PropertyRow>(propertiesSql, { brand: brandId }),
  ]);
  return {
    names: names.map(({ name, count }) => ({ name, count: Number(count) })),
    properties: properties.map(propertyOf),
  };
}

/** One level below `properties`, and one below the list `products`, which order events have. */
const propertiesSql = `
  with newest as (
    select name, properties
    from event
    where brand_id = {brand:UInt16}
      and position > (select max(position) from event where brand_id = {brand:UInt16}) - ${newestPositions}
    limit ${newestPositions}
  )
  select name, path, groupUniqArray(4)(JSONType(raw)) as types,
    topKIf(12)(JSONExtractString(raw), JSONType(raw) = 'String' and length(raw) between 3 and 62) as texts
  from (
    select name, concat('properties.', pair.1) as path, pair.2 as raw
    from newest
    array join JSONExtractKeysAndValuesRaw(properties) as pair
    union all
    select name, concat('properties.products[].', pair.1) as path, pair.2 as raw
    from newest
    array join arrayFlatten(arrayMap(product -> JSONExtractKeysAndValuesRaw(product), JSONExtractArrayRaw(properties, 'products'))) as pair
  )
  group by name, path
  order by name, count() desc, path
  limit 40 by name
  limit ${mostPaths}
  settings max_execution_time = ${mostSeconds}`;

function propertyOf({ name, path, types, texts }: PropertyRow): SeenProperty {
  return { name, path, types: types.map(kindOf), texts };
}

function kindOf(type: string): SeenProperty["types"][number] {
  switch (type) {
    case "String":
      return "text";
    case "Int64":
    case "UInt64":
    case "Double":
      return "number";
    case "Bool":
      return "truth";
    default:
      return "other";
  }
}
