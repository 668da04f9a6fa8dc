import {
  type EventRecord,
  isPersonalName,
  type Json,
  type JsonObject,
  plainContextOf,
} from "@attune/contract";

/** An event in two halves: what ClickHouse may hold, and the rest. */
export interface SplitEvent {
  readonly properties: JsonObject;
  readonly context: JsonObject;
  readonly personal: PersonalPart;
}

/** The rest: what ClickHouse's row does not hold. `taken` are [path, value] pairs. */
export interface PersonalPart {
  readonly record: Omit<EventRecord, PlainMember>;
  readonly taken: readonly Taken[];
}

/** What ClickHouse's row holds as columns. */
export type PlainRow = Pick<EventRecord, PlainMember>;
type PlainMember =
  | "type"
  | "name"
  | "channel"
  | "sourceId"
  | "occurredAt"
  | "receivedAt"
  | "simulated"
  | "properties"
  | "context";
type Taken = readonly [path: readonly (string | number)[], value: Json];

export function splitEvent(event: EventRecord): SplitEvent {
  const taken: Taken[] = [];
  const {
    properties,
    context,
    type: _t,
    name: _n,
    channel: _c,
    sourceId: _s,
    occurredAt: _o,
    receivedAt: _r,
    simulated: _m,
    ...record
  } = event;
  return {
    properties: takeFromProperties(properties, ["properties"], taken),
    context: takeFromContext(context, taken),
    personal: { record, taken },
  };
}

/** The whole event again, from its two halves. */
export function joinEvent(
  { properties, context, simulated, ...plain }: PlainRow,
  personal: PersonalPart,
): EventRecord {
  const mark = simulated === true ? { simulated } : {};
  const event = {
    ...personal.record,
    ...plain,
    ...mark,
    properties: structuredClone(properties),
    context: structuredClone(context),
  };
  for (const [path, value] of personal.taken) putAt(event, path, value);
  return event as EventRecord;
}

function takeFromProperties(
  object: JsonObject,
  path: readonly (string | number)[],
  taken: Taken[],
): JsonObject {
  let rest: Record<string, Json> | undefined;
  for (const name of Object.keys(object)) {
    const value = object[name] ?? null;
    const kept = isPersonalName(name) ? undefined : keepPlain(value, path, name, taken);
    if (kept === value) continue;
    if (kept === undefined || typeof value === "string") taken.push([[...path, name], value]);
    rest = keepInstead(rest ?? { ...object }, name, kept);
  }
  return rest ?? object;
}

function keepInstead(
  object: Record<string, Json>,
  name: string,
  kept: Json | undefined,
): Record<string, Json> {
  if (kept === undefined) delete object[name];
  else define(object, name, kept);
  return object;
}

/** What may stay of a value: itself, a URL without its query, or nothing. */
function keepPlain(
  value: Json,
  path: readonly (string | number)[],
  name: string | number,
  taken: Taken[],
): Json | undefined {
  if (typeof value === "string") return keepPlainText(value);
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return keepPlainList(value, [...path, name], taken);
  return takeFromProperties(value as JsonObject, [...path, name], taken);
}

function keepPlainList(
  list: readonly Json[],
  path: readonly (string | number)[],
  taken: Taken[],
): readonly Json[] {
  let rest: Json[] | undefined;
  for (const [index, value] of list.entries()) {
    const kept = keepPlain(value, path, index, taken);
    if (kept === value) continue;
    if (kept === undefined || typeof value === "string") taken.push([[...path, index], value]);
    rest ??= [...list];
    rest[index] = kept ?? null;
  }
  return rest ?? list;
}

const emailLike = /[^\s@]@[^\s@]+\.[^\s@]/;

function keepPlainText(text: string): string | undefined {
  if (text.includes("@") && emailLike.test(text)) return undefined;
  if (text.includes("://") || text.startsWith("/")) return text.replace(/[?#].*$/s, "");
  return text;
}

function takeFromContext(context: JsonObject, taken: Taken[]): JsonObject {
  const rest: Record<string, Json> = {};
  for (const name of Object.keys(context)) {
    const value = context[name] ?? null;
    const kept = plainContextOf(name);
    // What the catalogue says is the retailer's own word, whatever its products and attributes are called; no sender writes it.
    if (name === "catalogue") define(rest, name, value);
    else if (kept === "all" || kept?.has("")) keepInContext(rest, name, value, ["context"], taken);
    else if (kept !== undefined && isObject(value)) define(rest, name, takeMembers(value, name, kept, taken));
    else taken.push([["context", name], value]);
  }
  return rest;
}

function takeMembers(
  object: JsonObject,
  top: string,
  plain: ReadonlySet<string>,
  taken: Taken[],
): JsonObject {
  const rest: Record<string, Json> = {};
  for (const name of Object.keys(object)) {
    const value = object[name] ?? null;
    if (plain.has(name)) keepInContext(rest, name, value, ["context", top], taken);
    else taken.push([["context", top, name], value]);
  }
  return rest;
}

function keepInContext(
  rest: Record<string, Json>,
  name: string,
  value: Json,
  path: readonly string[],
  taken: Taken[],
): void {
  const kept = keepPlain(value, path, name, taken);
  if (typeof value === "string" && kept !== value) taken.push([[...path, name], value]);
  if (kept !== undefined) define(rest, name, kept);
}

function isObject(value: Json): value is JsonObject {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** Sets an own property, also one called `__proto__`. */
function define(object: Record<string, Json>, name: string, value: Json): void {
  if (name === "__proto__")
    Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
  else object[name] = value;
}

function putAt(event: object, path: readonly (string | number)[], value: Json): void {
  let place = event as Record<string | number, Json>;
  for (const step of path.slice(0, -1)) {
    const next = Object.hasOwn(place, step) ? place[step] : undefined;
    if (next === null || typeof next !== "object") define(place as Record<string, Json>, String(step), {});
    place = (Object.getOwnPropertyDescriptor(place, step)?.value ?? {}) as Record<string | number, Json>;
  }
  const last = path.at(-1);
  if (last !== undefined) define(place as Record<string, Json>, String(last), value);
}
