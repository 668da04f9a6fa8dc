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
  const inside = after.split(".").slice(1);
  const parts = partsSql(list);
  if (inside.length === 0) return knownSql(parts);
  const value = `JSONExtractRaw(part, ${inside.map((name) => params.text(name)).join(", ")})`;
  return knownSql(`arrayMap(part -> ${value}, ${parts})`);
}

/** A list's elements as JSON text, none of what is no list. Taken apart once: a place in the whole would carry the whole along for each element. */
function partsSql(list: string): string {
  return `JSONExtractArrayRaw(${list})`;
}

function knownSql(values: string): string {
  return `arrayFilter(known -> known not in ('', 'null'), ${values})`;
}

/** The products of an event, each as JSON text: those in its list, or the event itself. */
export const productsSql: string = `if(JSONType(properties, 'products') = 'Array', arrayFilter(part -> JSONType(part) = 'Object', ${partsSql("properties, 'products'")}), [properties])`;

/** A property of `product` as JSON text. `name` is SQL. */
export function productValueSql(name: string): string {
  return `JSONExtractRaw(product, ${name})`;
}

/** What the catalogue said of `product` when the event was accepted, else what the event says: values as JSON text. Under '' lies what it said of no product. */
export function attributeSql(attribute: ProductAttribute, params: Params): string {
  const names = attribute.map((name) => params.text(name));
  const id = `arrayFirst(id -> id != '', [${keySql(productValueSql("'product_id'"))}, ${keySql(productValueSql("'sku'"))}])`;
  const stated = `JSONExtractRaw(context, 'catalogue', ${id}, ${names.join(", ")})`;
  return toldSql(
    `arrayFirst(told -> told not in ('', 'null'), [${stated}, ${productValueSql(names.at(-1) ?? "")}])`,
  );
}

/** The same of an event for which the catalogue said nothing. */
function ownAttributeSql(attribute: ProductAttribute, params: Params): string {
  return toldSql(productValueSql(params.text(attribute.at(-1) ?? "")));
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
  const [fits, ownFits] = [productFitsSql(where, params), productFitsSql(where, params, ownAttributeSql)];
  if (fits === undefined || ownFits === undefined) return undefined;
  const some = (one: string): string => `arrayExists(product -> ${one}, ${productsSql})`;
  return `if(position(context, '"catalogue"') = 0, ${some(ownFits)}, ${some(fits)})`;
}

/** Whether `product` is what a `where` asks of one; undefined when it asks nothing. */
export function productFitsSql(
  where: Where,
  params: Params,
  attributeOf: (attribute: ProductAttribute, params: Params) => string = attributeSql,
): string | undefined {
  const parts = Object.entries(where).flatMap(([path, comparison]) => {
    const attribute = productAttributeOf(path);
    return attribute === undefined ? [] : [severalSql(comparison, attributeOf(attribute, params), params)];
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
