const known = new WeakMap<object, string>();

/** JSON of what never changes and is told thousands of times: a product, a content. */
export function jsonOf(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const json = known.get(value) ?? JSON.stringify(value);
  known.set(value, json);
  return json;
}
