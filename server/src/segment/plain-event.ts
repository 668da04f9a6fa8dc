import type { EventRecord, Json, JsonObject } from "@attune/contract";

/**
 * What conditions see of an event: the part that ClickHouse holds too (collect's splitEvent), so that both judge the same.
 * Times are epoch milliseconds.
 */
export interface PlainEvent extends Pick<EventRecord, "name" | "channel" | "occurredAt"> {
  readonly plain: { readonly properties: JsonObject; readonly context: JsonObject };
}

export type ReadValue = (event: PlainEvent) => Json | undefined;

/** Reads `channel`, `properties.a.b` or `context.a.b`. Only members of objects are entered, never elements of lists. */
export function valueReader(path: string): ReadValue {
  if (path === "channel") return (event) => event.channel;
  const [root, ...names] = path.split(".");
  if (root === "properties") return (event) => asHeld(memberAt(event.plain.properties, names));
  return (event) => asHeld(memberAt(event.plain.context, names));
}

/** Only own members of objects are entered. */
export function memberAt(object: JsonObject, names: readonly string[]): Json | undefined {
  let value: Json | undefined = object;
  for (const name of names) {
    if (!isObject(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return value;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** ClickHouse holds no half of a surrogate pair (memoryJson). */
export function asHeld(value: Json | undefined): Json | undefined {
  if (typeof value === "string") return value.isWellFormed() ? value : value.toWellFormed();
  if (!Array.isArray(value)) return value;
  return value.map((element: Json) => (typeof element === "string" ? element.toWellFormed() : element));
}
