import { type Comparison, productAttributeOf } from "@attune/contract";
import type { Params } from "./params.ts";
import {
  attributeSql,
  bothWays,
  keySql,
  listSql,
  markedKeySql,
  type Products,
  productFitsSql,
} from "./several-sql.ts";

/** The things an event is about, each once: an array of text. */
export function keysSql(path: string, where: Readonly<Record<string, Comparison>>, params: Params): string {
  const attribute = productAttributeOf(path);
  if (attribute !== undefined) {
    return bothWays((products) => {
      const values = attributeSql(attribute, params, products);
      return distinctSql(
        `arrayFlatten(arrayMap(product -> ${values}, ${fittingSql(where, params, products)}))`,
      );
    });
  }
  if (path === "channel") return "[toString(channel)]";
  if (path.includes("[]")) return distinctSql(listSql(path, params));
  if (path === "properties.product_id") return distinctSql("[said_product_id]", markedKeySql);
  if (path.includes(".")) {
    const [column = "", ...names] = path.split(".");
    const raw = `JSONExtractRaw(${[column, ...names.map((name) => params.text(name))].join(", ")})`;
    return distinctSql(`[${raw}]`);
  }
  const asksOfProduct = Object.keys(where).some((name) => productAttributeOf(name) !== undefined);
  if (path === "product_id" && !asksOfProduct) return "product_keys";
  const name = params.text(path);
  const own = keySql(`JSONExtractRaw(properties, ${name})`);
  const list = bothWays((products) =>
    distinctSql(`arrayMap(product -> ${products.value(name)}, ${fittingSql(where, params, products)})`),
  );
  const ofProducts = `if(JSONType(properties, 'products') = 'Array', ${list}, [])`;
  return `if(${own} != '', [${own}], ${ofProducts})`;
}

function fittingSql(where: Readonly<Record<string, Comparison>>, params: Params, products: Products): string {
  const fits = productFitsSql(where, params, products);
  return fits === undefined ? products.all : `arrayFilter(product -> ${fits}, ${products.all})`;
}

function distinctSql(values: string, key: (value: string) => string = keySql): string {
  return `arrayDistinct(arrayFilter(thing -> thing != '', arrayMap(value -> ${key("value")}, ${values})))`;
}
