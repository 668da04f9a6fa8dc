import type { Json, JsonObject } from "@attune/contract";
import { words } from "../words/words.ts";

interface Happened {
  readonly name: string;
  readonly properties: JsonObject;
}

/** Where the thing that an event is about is named, the most telling first. */
const thingPaths = ["title", "name", "product_name", "query", "subject", "category", "store_name", "purpose"];
const lastResorts = ["path", "product_id", "url"];

/** "Viewed Regency teacup": the event as a person would tell it; its own name where we have no words for it. */
export function sentenceOfEvent(event: Happened): string {
  const template = words.happenings[event.name];
  if (template === undefined) return event.name;
  if (!template.includes("{thing}")) return template;
  const thing = thingOf(event);
  return thing === undefined ? event.name : template.replace("{thing}", () => thing);
}

function thingOf({ name, properties }: Happened): string | undefined {
  const order = textOf(properties["order_id"]);
  if (name.startsWith("Order ") && order !== undefined) return words.order(order);
  const thing =
    firstText(properties, thingPaths) ?? productNames(properties) ?? firstText(properties, lastResorts);
  return name === "Products Searched" && thing !== undefined ? `“${thing}”` : thing;
}

function productNames(properties: JsonObject): string | undefined {
  const products = properties["products"];
  if (!Array.isArray(products)) return undefined;
  const names = products.map((product: Json) =>
    typeof product === "object" && product !== null && !Array.isArray(product)
      ? textOf((product as JsonObject)["name"]) // just seen to be an object
      : undefined,
  );
  const first = names[0];
  if (first === undefined) return undefined;
  return names.length === 1 ? first : words.andMore(first, names.length - 1);
}

function firstText(properties: JsonObject, paths: readonly string[]): string | undefined {
  for (const path of paths) {
    const text = textOf(properties[path]);
    if (text !== undefined) return text;
  }
  return undefined;
}

function textOf(value: Json | undefined): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}
