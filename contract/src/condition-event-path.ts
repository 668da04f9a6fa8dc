import type { z } from "zod";
import type { Comparison, ComparisonOperator, Scalar } from "./condition-comparison.ts";
import { conditionText } from "./condition-text.ts";
import { channels } from "./inbox-record.ts";
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

type Operand = Scalar | readonly Scalar[];

interface KnownType {
  readonly operators: readonly ComparisonOperator[];
  readonly what: string;
  fits(value: Scalar): boolean;
}

const names = ["is", "isNot", "in", "notIn", "exists", "missing"] as const;
const order = ["gt", "gte", "lt", "lte", "between"] as const;
const texts = [...names, ...order, "contains", "notContains", "startsWith", "endsWith", "matches"] as const;
const lists = ["hasAny", "hasAll", "hasNone"] as const;
const isText = (value: Scalar): boolean => typeof value === "string";
const isChannel = (value: Scalar): boolean => channels.some((channel) => channel === value);

/** Of what every event has, and every product in the catalogue, the type is known: another fits nothing. */
const knownTypes: Readonly<Record<string, KnownType>> = {
  channel: { operators: texts, what: "text", fits: isText },
  "product.price": {
    operators: [...names, ...order],
    what: "a number",
    fits: (value) => typeof value === "number",
  },
  "product.category": { operators: [...texts, ...lists], what: "text", fits: isText },
  "product.brand": { operators: [...texts, ...lists], what: "text", fits: isText },
  "product.tags": { operators: [...texts, ...lists], what: "text", fits: isText },
};

/** What in a comparison can never be compared with what the path holds. */
export function typeFaults(
  path: string,
  comparison: Comparison,
): readonly { readonly at: ComparisonOperator; readonly message: string }[] {
  const type = Object.hasOwn(knownTypes, path) ? knownTypes[path] : undefined;
  if (type === undefined) return [];
  return (Object.entries(comparison) as [ComparisonOperator, Operand][]).flatMap(([at, operand]) => {
    const message = typeFault(path, type, at, operand);
    return message === undefined ? [] : [{ at, message }];
  });
}

function typeFault(
  path: string,
  { operators, what, fits }: KnownType,
  at: ComparisonOperator,
  operand: Operand,
): string | undefined {
  if (!operators.includes(at)) return `${path} is ${what}: ${at} never holds.`;
  if (at === "exists" || at === "missing") return undefined;
  const values: readonly Scalar[] = isSeveral(operand) ? operand : [operand];
  if (!values.every(fits)) return `${path} is ${what}.`;
  const isNamed = path === "channel" && names.some((name) => name === at);
  return isNamed && !values.every(isChannel) ? `This is one of ${channels.join(" ")}.` : undefined;
}

function isSeveral(operand: Operand): operand is readonly Scalar[] {
  return Array.isArray(operand);
}
