import { EventFault, pointerStep } from "./event-fault.ts";

/** Levels of nesting an event may have; its members are level 1. */
const deepest = 64;
/** Bytes of an event as compact JSON in UTF-8. */
const largestEventBytes: number = 32 * 1024;

const tooDeep = -1;
const notFinite = -2;
const forbiddenKey = -3;

/**
 * Looks once at every value of what `JSON.parse` made: the only way to meet a number that became Infinity, a `__proto__` key,
 * or nesting that a later recursion would not survive.
 * @throws EventFault with the path of the first such value, or when the event is too large
 */
export function measureJson(value: object): void {
  const size = measure(value, 0);
  if (size < 0) throw locate(value, size, "", 0) ?? new EventFault("event.too_deep", "");
  // A character takes at most six bytes of JSON, so most events need not be written to know that they fit.
  if (size * 6 > largestEventBytes && jsonBytes(value) > largestEventBytes)
    throw new EventFault("event.too_large", "");
}

/** Bytes of the compact JSON. Only for values that `measureJson` let pass the depth of. */
export function jsonBytes(value: object): number {
  return Buffer.byteLength(JSON.stringify(value));
}

function measure(value: unknown, depth: number): number {
  if (typeof value === "string") return value.length + 2;
  if (typeof value === "number") return Number.isFinite(value) ? 4 : notFinite;
  if (typeof value !== "object" || value === null) return 4;
  if (depth >= deepest) return tooDeep;
  return Array.isArray(value) ? measureList(value, depth + 1) : measureObject(value, depth + 1);
}

function measureList(list: readonly unknown[], depth: number): number {
  let size = 2;
  for (const value of list) {
    const part = measure(value, depth);
    if (part < 0) return part;
    size += part + 1;
  }
  return size;
}

function measureObject(object: object, depth: number): number {
  let size = 2;
  for (const key in object) {
    if (key === "__proto__") return forbiddenKey;
    const part = measure((object as Record<string, unknown>)[key], depth);
    if (part < 0) return part;
    size += part + key.length + 4;
  }
  return size;
}

/** The path is worked out only when something was found. */
function locate(value: unknown, found: number, path: string, depth: number): EventFault | undefined {
  if (typeof value === "number" && !Number.isFinite(value)) return new EventFault("event.not_finite", path);
  if (typeof value !== "object" || value === null) return undefined;
  if (depth >= deepest) return found === tooDeep ? new EventFault("event.too_deep", path) : undefined;
  for (const [key, member] of Object.entries(value)) {
    const here = path + pointerStep(key);
    const fault =
      key === "__proto__"
        ? new EventFault("event.forbidden_key", here)
        : locate(member, found, here, depth + 1);
    if (fault) return fault;
  }
  return undefined;
}
