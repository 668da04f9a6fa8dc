import { type Comparison, type ProductAttribute, productAttributeOf } from "@attune/contract";
import { comparisonSql } from "./comparison-sql.ts";
import type { Params } from "./params.ts";
import { markedSql, rawSql, type ValueSql } from "./value-sql.ts";

type Where = Readonly<Record<string, Comparison>>;

/** The values of a path with `[]`, each as JSON text; missing ones are left out. */
export function listSql(path: string, params: Params): string {
  const [before = "", after = ""] = path.split("[]");
  const [column = "", ...names] = before.split(".");
  const list = [column, ...names.map((name) => params.text(name))].join(", ");
  const inside = after
    .split(".")
    .slice(1)
    .map((name) => `, ${params.text(name)}`)
    .join("");
  return knownSql(`arrayMap(part -> JSONExtractRaw(${list}, part${inside}), ${placesSql(list)})`);
}

/** The places of a list's elements, from 1; none of what is no list. */
function placesSql(list: string): string {
  return `if(JSONType(${list}) = 'Array', range(1, JSONLength(${list}) + 1), [])`;
}

function knownSql(values: string): string {
  return `arrayFilter(known -> known not in ('', 'null'), ${values})`;
}

/** How the products of an event are told apart in SQL: those in its list, or the event itself. */
export interface Products {
  readonly all: string;
  /** A property of `product` as JSON text. `name` is SQL. */
  value(name: string): string;
}

const partsSql = "JSONExtractArrayRaw(properties, 'products')";
const isList = "JSONType(properties, 'products') = 'Array'";

/** Each as its JSON text. */
const asParts: Products = {
  all: `if(${isList}, arrayFilter(part -> JSONType(part) = 'Object', ${partsSql}), [properties])`,
  value: (name) => `JSONExtractRaw(product, ${name})`,
};

/** Only a long number can make a part unreadable: of most events no part is tried. */
const isReadable = `if(match(properties, '[0-9]{19}'), arrayAll(part -> part = 'null' or JSONType(part) != 'Null', ${partsSql}), 1)`;
/** Nothing where the parts are readable: both ways are worked out, and this one carries the whole along for each product. */
const rest = `if(${isReadable}, '{}', properties)`;

/** Each as its place in the list; place 0 is the event itself. */
const asPlaces: Products = {
  all: `if(JSONType(${rest}, 'products') = 'Array', arrayFilter(part -> JSONType(${rest}, 'products', part) = 'Object', ${placesSql(`${rest}, 'products'`)}), [0])`,
  value: (name) =>
    `if(product = 0, JSONExtractRaw(${rest}, ${name}), JSONExtractRaw(${rest}, 'products', product, ${name}))`,
};

/**
 * A place in the whole carries the whole along for each product: hundreds of lines of an invoice would not fit into memory. So the list is taken apart
 * once, but for the few events with a number whose text ClickHouse writes and cannot read (whole, beyond 64 bits and below 1e21).
 */
export function bothWays(sqlOf: (products: Products) => string): string {
  return `if(${isReadable}, ${sqlOf(asParts)}, ${sqlOf(asPlaces)})`;
}

type AttributeOf = (attribute: ProductAttribute, params: Params, products: Products) => string;

/** What the catalogue said of `product` when the event was accepted, else what the event says: values as JSON text. Under '' lies what it said of no product. */
export function attributeSql(attribute: ProductAttribute, params: Params, products: Products): string {
  const names = attribute.map((name) => params.text(name));
  const id = `arrayFirst(id -> id != '', [${keySql(products.value("'product_id'"))}, ${keySql(products.value("'sku'"))}])`;
  const stated = catalogueSql(id, names.join(", "));
  return toldSql(
    `arrayFirst(told -> told not in ('', 'null'), [${stated}, ${products.value(names.at(-1) ?? "")}])`,
  );
}

/**
 * What the catalogue said of the product `id`, as JSON text. Its word of each product is read once, outside of what is asked for each line: read by line, an
 * invoice of hundreds would carry all of it along for each. Where it holds a number whose text ClickHouse writes and cannot read, it is read by line.
 */
function catalogueSql(id: string, names: string): string {
  const isReadable = "not match(context, '[0-9]{19}')";
  const words = `JSONExtractKeysAndValuesRaw(if(${isReadable}, context, '{}'), 'catalogue')`;
  const values = `arrayMap(entry -> JSONExtractRaw(entry.2, ${names}), ${words})`;
  const place = `indexOf(arrayMap(entry -> entry.1, ${words}), ${id})`;
  const byLine = `JSONExtractRaw(if(${isReadable}, '{}', context), 'catalogue', ${id}, ${names})`;
  return `if(${isReadable}, ${values}[${place}], ${byLine})`;
}

/** A statement that asks what the catalogue said takes few events at a time: for each line of an invoice it holds a word of each product. */
export function inSmallBlocks(sql: string): string {
  return sql.includes("'catalogue'") ? `${sql}\nsettings max_block_size = 256` : sql;
}

/** The same of an event for which the catalogue said nothing. */
function ownAttributeSql(attribute: ProductAttribute, params: Params, products: Products): string {
  return toldSql(products.value(params.text(attribute.at(-1) ?? "")));
}

/** A value as JSON text, or those of a list. */
function toldSql(value: string): string {
  const { elements } = rawSql("whole");
  return knownSql(
    `arrayFlatten(arrayMap(whole -> if(startsWith(whole, '['), ${elements}, [whole]), [${value}]))`,
  );
}

/** Of several values one must fit; the negations hold when none does. 0 or 1. */
export function severalSql(comparison: Comparison, values: string, params: Params): string {
  const { isNot, notIn, notContains, missing, hasAny, hasAll, hasNone, ...positive } = comparison;
  const some = (one: Comparison): string =>
    `arrayExists(one -> ${comparisonSql(one, rawSql("one"), params)}, ${values})`;
  const parts = [
    ...(Object.keys(positive).length === 0 ? [] : [some(positive)]),
    ...(isNot === undefined ? [] : [`not ${some({ is: isNot })}`]),
    ...(notIn === undefined ? [] : [`not ${some({ in: notIn })}`]),
    ...(notContains === undefined ? [] : [`not ${some({ contains: notContains })}`]),
    ...(missing === undefined ? [] : [`empty(${values})`]),
    ...(hasAny === undefined ? [] : [some({ in: hasAny })]),
    ...(hasAll ?? []).map((wanted) => some({ is: wanted })),
    ...(hasNone === undefined ? [] : [`not ${some({ in: hasNone })}`]),
  ];
  return `(${parts.join(" and ")})`;
}

/** Whether an event tells of a product that is what a `where` asks of one; undefined when it asks nothing. */
export function someProductFitsSql(where: Where, params: Params): string | undefined {
  if (!Object.keys(where).some((path) => productAttributeOf(path) !== undefined)) return undefined;
  const some = (attributeOf: AttributeOf): string =>
    bothWays((products) => {
      const fits = productFitsSql(where, params, products, attributeOf) ?? "1";
      return `arrayExists(product -> ${fits}, ${products.all})`;
    });
  return `if(position(context, '"catalogue"') = 0, ${some(ownAttributeSql)}, ${some(attributeSql)})`;
}

/** Whether `product` is what a `where` asks of one; undefined when it asks nothing. */
export function productFitsSql(
  where: Where,
  params: Params,
  products: Products,
  attributeOf: AttributeOf = attributeSql,
): string | undefined {
  const parts = Object.entries(where).flatMap(([path, comparison]) => {
    const attribute = productAttributeOf(path);
    return attribute === undefined
      ? []
      : [severalSql(comparison, attributeOf(attribute, params, products), params)];
  });
  return parts.length === 0 ? undefined : parts.join(" and ");
}

/** A value as what tells one thing from another; '' when it is none. `raw` is JSON text. */
export function keySql(raw: string): string {
  return keyOf(raw, rawSql("raw"));
}

/** The same of a value as narrow columns hold it. */
export function markedKeySql(raw: string): string {
  return keyOf(raw, markedSql("raw"));
}

function keyOf(raw: string, { isText, text, decimal }: ValueSql): string {
  const key = `if(${isText}, ${text}, ifNull(toString(${decimal}), ''))`;
  return `arrayMap(key -> if(length(key) <= 100, key, ''), arrayMap(raw -> ${key}, [${raw}]))[1]`;
}
