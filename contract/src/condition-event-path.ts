import type { z } from "zod";
import { conditionText } from "./condition-text.ts";
import { isPersonalName, isPersonalPath } from "./personal.ts";

/** What the catalogue said of a product when the event was accepted, else what the event itself says. */
export const productAttributes = ["category", "brand", "tags", "price"] as const;

/** Where an attribute lies in what is known of a product: ["category"], ["attributes", "fabric"]. */
export type ProductAttribute = readonly [string, ...string[]];

const ownAttribute = /^product\.attributes\.([^.[\]\uFFFD]+)$/;

/** `product.category`, or `product.attributes.fabric` of what the catalogue knows besides. Undefined: this names no attribute of a product. */
export function productAttributeOf(path: string): ProductAttribute | undefined {
  if (!path.startsWith("product.")) return undefined;
  const known = productAttributes.find((attribute) => path === `product.${attribute}`);
  if (known !== undefined) return [known];
  const own = ownAttribute.exec(path)?.[1];
  return own === undefined ? undefined : ["attributes", own];
}

/** Whether an attribute of this name can be asked for. */
export function isAttributeName(name: string): boolean {
  return name !== "__proto__" && productAttributeOf(`product.attributes.${name}`) !== undefined;
}

const personal =
  "This is personal: it is not kept with the events, so no condition on events can read it." as const;
const plainForm = /^(properties|context)(\.[^.\uFFFD]+){1,10}$/;
const listForm = /^(properties|context)(\.[^.\uFFFD]+)*\.[^.[\]\uFFFD]+\[\](\.[^.\uFFFD]+)*$/;
const nameForm = /^[^.[\]\uFFFD]+$/;

function isPlain(path: string): boolean {
  return path === "channel" || (plainForm.test(path) && !path.includes("[]"));
}

/** `properties.products[].price`: the values of all elements of a list. */
function isList(path: string): boolean {
  return listForm.test(path) && path.split(".").length <= 11 && path.split("[]").length === 2;
}

function isProduct(path: string): boolean {
  return productAttributeOf(path) !== undefined;
}

function isImpersonal(path: string): boolean {
  return !isPersonalPath(path.replace("[]", "").split("."));
}

/** One value of an event: `channel`, `properties.…` or `context.…`. */
export const valuePath: z.ZodString = conditionText(1, 200)
  .refine(isPlain, "This is channel, properties.… or context.…, with names between the points.")
  .refine(isImpersonal, personal);

/** What a `where` compares: also several values, `properties.products[].price`, and what is known of products, `product.category`. */
export const wherePath: z.ZodString = conditionText(1, 200)
  .refine(
    (path) => isPlain(path) || isList(path) || isProduct(path),
    `This is channel, properties.…, context.… (with names between the points, [] behind one list), product.attributes.… or product. and one of ${productAttributes.join(" ")}.`,
  )
  .refine(isImpersonal, personal);

/**
 * What tells one thing from another: a name alone (`product_id`) is that property of the event or, where the event has none, of each
 * of its `products`; else a path as in `where`.
 */
export const keyPath: z.ZodString = conditionText(1, 200)
  .refine(
    (path) => isPlain(path) || isList(path) || isProduct(path) || nameForm.test(path),
    "This is the name of a property like product_id, or a path as in where.",
  )
  .refine(
    (path) => isImpersonal(path) && !(nameForm.test(path) && path !== "channel" && isPersonalName(path)),
    personal,
  );
