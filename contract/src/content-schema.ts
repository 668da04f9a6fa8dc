import { z } from "zod";
import type { Json } from "./inbox-record.ts";

const contentTypes = ["object", "array", "string", "number", "integer", "boolean"] as const;
const contentFormats = ["uri", "html", "date", "date-time"] as const;

/**
 * What content of a placement must look like: a part of JSON Schema (2020-12), read as it says, and refused where it says more than this.
 * `html` marks a text that may hold markup; of addresses (`uri`) only those pass that are safe to follow: https, http, mailto, tel, or relative.
 */
export interface ContentSchema {
  readonly type: (typeof contentTypes)[number];
  readonly title?: string;
  readonly description?: string;
  readonly enum?: readonly (string | number | boolean)[];
  readonly properties?: Readonly<Record<string, ContentSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly items?: ContentSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly format?: (typeof contentFormats)[number];
}

const size = z.int().min(0).max(1_000_000);

export const contentSchemaSchema: z.ZodType<ContentSchema> = z.strictObject({
  type: z.enum(contentTypes),
  title: z.string().max(200).exactOptional(),
  description: z.string().max(2_000).exactOptional(),
  enum: z
    .array(z.union([z.string(), z.number(), z.boolean()]))
    .min(1)
    .max(200)
    .exactOptional(),
  properties: z
    .record(
      z.string().min(1).max(100),
      z.lazy(() => contentSchemaSchema),
    )
    .exactOptional(),
  required: z.array(z.string().min(1).max(100)).max(200).exactOptional(),
  additionalProperties: z.boolean().exactOptional(),
  items: z.lazy(() => contentSchemaSchema).exactOptional(),
  minItems: size.exactOptional(),
  maxItems: size.exactOptional(),
  minLength: size.exactOptional(),
  maxLength: size.exactOptional(),
  minimum: z.number().exactOptional(),
  maximum: z.number().exactOptional(),
  format: z.enum(contentFormats).exactOptional(),
});

export interface ContentFault {
  /** JSON Pointer into the content. */
  readonly pointer: string;
  readonly message: string;
}

/** What of the content is not as the schema says; nothing when all is. */
export function contentFaults(schema: ContentSchema, content: Json, pointer = ""): readonly ContentFault[] {
  if (!isOfType(content, schema.type)) return [{ pointer, message: `Must be ${article(schema.type)}.` }];
  if (schema.enum !== undefined && !schema.enum.some((one) => one === content))
    return [
      { pointer, message: `Must be one of ${schema.enum.map((one) => JSON.stringify(one)).join(", ")}.` },
    ];
  if (typeof content === "string") return faultsAt(pointer, textFaults(schema, content));
  if (typeof content === "number")
    return faultsAt(pointer, boundFaults("", content, schema.minimum, schema.maximum));
  if (Array.isArray(content)) return listFaults(schema, content, pointer);
  if (typeof content === "object" && content !== null)
    return memberFaults(schema, content as Readonly<Record<string, Json>>, pointer); // JSON that is no list is an object
  return [];
}

function isOfType(content: Json, type: ContentSchema["type"]): boolean {
  if (type === "array") return Array.isArray(content);
  if (type === "object") return typeof content === "object" && content !== null && !Array.isArray(content);
  return type === "integer" ? Number.isInteger(content) : typeof content === type;
}

function article(type: string): string {
  return `${/^[aeiou]/.test(type) ? "an" : "a"} ${type}`;
}

function faultsAt(pointer: string, messages: readonly string[]): readonly ContentFault[] {
  return messages.map((message) => ({ pointer, message }));
}

function boundFaults(
  unit: string,
  value: number,
  least: number | undefined,
  most: number | undefined,
): readonly string[] {
  if (least !== undefined && value < least) return [`Must be at least ${least}${unit}.`];
  return most !== undefined && value > most ? [`Must be at most ${most}${unit}.`] : [];
}

function textFaults({ minLength, maxLength, format }: ContentSchema, text: string): readonly string[] {
  const length = boundFaults(" characters long", [...text].length, minLength, maxLength);
  return format === undefined || formats[format](text) ? length : [...length, `Is no ${format}.`];
}

const formats: Readonly<Record<NonNullable<ContentSchema["format"]>, (text: string) => boolean>> = {
  html: () => true,
  date: (text) => z.iso.date().safeParse(text).success,
  "date-time": (text) => z.iso.datetime({ offset: true }).safeParse(text).success,
  uri: (text) => {
    try {
      return ["https:", "http:", "mailto:", "tel:"].includes(new URL(text, "https://shop.example").protocol);
    } catch {
      return false; // what cannot be read as an address is none
    }
  },
};

function listFaults(schema: ContentSchema, list: readonly Json[], pointer: string): readonly ContentFault[] {
  const { items, minItems, maxItems } = schema;
  const length = faultsAt(pointer, boundFaults(" long", list.length, minItems, maxItems));
  if (items === undefined) return length;
  return [...length, ...list.flatMap((one, at) => contentFaults(items, one, `${pointer}/${at}`))];
}

function memberFaults(
  { properties = {}, required = [], additionalProperties = true }: ContentSchema,
  members: Readonly<Record<string, Json>>,
  pointer: string,
): readonly ContentFault[] {
  const missing = required
    .filter((name) => !Object.hasOwn(members, name))
    .map((name) => ({ pointer: `${pointer}/${escaped(name)}`, message: "Is missing." }));
  const judged = Object.entries(members).flatMap(([name, value]) => {
    const at = `${pointer}/${escaped(name)}`;
    const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (schema !== undefined) return contentFaults(schema, value, at);
    return additionalProperties ? [] : [{ pointer: at, message: "Unknown member." }];
  });
  return [...missing, ...judged];
}

function escaped(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}
