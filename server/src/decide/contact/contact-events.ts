import type { EventRecord, Json } from "@attune/contract";

/** What an event tells of an experience that a customer met. */
interface MetByEvent {
  readonly kind: "seen" | "clicked" | "refused";
  readonly experience: string;
  readonly placement: string;
}

const kinds: ReadonlyMap<string, MetByEvent["kind"]> = new Map([
  ["Decision Seen", "seen"],
  ["Decision Acted", "clicked"],
  ["Decision Refused", "refused"],
]);

/** What pages and tills call it in `action` of "Decision Acted". */
const refusals = new Set(["refused", "declined", "dismissed", "closed"]);
const longestKey = 100;

/** Undefined: it tells of none. */
export function metBy({ name, properties }: EventRecord): MetByEvent | undefined {
  const kind = kinds.get(name);
  if (kind === undefined) return undefined;
  const experience = keyOf(properties["experience"]);
  if (experience === undefined) return undefined;
  const action = properties["action"];
  const isRefusal = kind === "clicked" && typeof action === "string" && refusals.has(action.toLowerCase());
  return { kind: isRefusal ? "refused" : kind, experience, placement: keyOf(properties["placement"]) ?? "" };
}

function keyOf(value: Json | undefined): string | undefined {
  return typeof value === "string" && value !== "" && value.length <= longestKey && !value.includes("\0")
    ? value
    : undefined;
}
