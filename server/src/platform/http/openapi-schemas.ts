import { z } from "zod";

export type JsonSchema = Record<string, unknown>;

/** Makes schemas of a document; what several share, or what refers to itself, becomes a component. */
export interface Schemas {
  of(schema: z.ZodType, io: "input" | "output"): JsonSchema;
  readonly components: Readonly<Record<string, JsonSchema>>;
}

/** `taken`: components that stand already. */
export function createSchemas(taken: Readonly<Record<string, JsonSchema>>): Schemas {
  const components: Record<string, JsonSchema> = { ...taken };
  /** JSON text of a part without a name of its own → the component it became. */
  const named = new Map<string, string>();
  const nameOf = (id: string, part: unknown): string => {
    if (!id.startsWith("__")) return id;
    const text = JSON.stringify(part).replaceAll(`#/$defs/${id}`, "#");
    const name = named.get(text) ?? `Shared${named.size + 1}`;
    named.set(text, name);
    return name;
  };
  return {
    components,
    of: (schema, io) => {
      const { $schema: _, $defs = {}, ...root } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
      const names = new Map(Object.entries($defs).map(([id, part]) => [id, nameOf(id, part)]));
      for (const [id, part] of Object.entries($defs)) components[names.get(id) ?? id] ??= refer(part, names);
      return refer(root, names);
    },
  };
}

/** The same with `#/$defs/…`, which in a larger document leads nowhere, as references to components. */
function refer(part: object, names: ReadonlyMap<string, string>): JsonSchema {
  const text = JSON.stringify(part, (key, value: unknown) => {
    if (key !== "$ref" || typeof value !== "string") return value;
    const id = value.replace("#/$defs/", "");
    return `#/components/schemas/${names.get(id) ?? id}`;
  });
  return JSON.parse(text) as JsonSchema; // JSON of an object
}
