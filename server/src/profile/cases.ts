import type { EventRecord, JsonObject } from "@attune/contract";
import { messageMark } from "./message-mark.ts";

/**
 * What went wrong for a customer: complaints, faults, missing deliveries. Key, when it was last changed, the message that told so, and 1 while it
 * is open.
 */
export type CaseEntry = readonly [key: string, changedAt: number, mark: string, open: 0 | 1];

/** How each name of an event changes the case that it is about. */
const steps: ReadonlyMap<string, "opens" | "changes" | "solves"> = new Map([
  ["Service Case Opened", "opens"],
  ["Service Case Updated", "changes"],
  ["Service Case Reopened", "opens"],
  ["Service Case Resolved", "solves"],
  ["Service Case Closed", "solves"],
  ["Complaint Opened", "opens"],
  ["Complaint Updated", "changes"],
  ["Complaint Resolved", "solves"],
  ["Fault Reported", "opens"],
  ["Fault Updated", "changes"],
  ["Fault Resolved", "solves"],
  ["Delivery Missing", "opens"],
  ["Delivery Found", "solves"],
]);

const casesKept = 20;
const solvedStates = new Set(["resolved", "closed", "solved", "done", "cancelled"]);
/** Somebody who asks something is not cross. */
const harmlessTopics = new Set([
  "question",
  "enquiry",
  "inquiry",
  "information",
  "advice",
  "praise",
  "compliment",
]);

/** A leaf's cases with one more event: the newest statement of each counts, and the newest cases are kept. In any order the same. */
export function foldCases(
  cases: readonly CaseEntry[] | undefined,
  event: EventRecord,
): readonly CaseEntry[] | undefined {
  const step = steps.get(event.name);
  if (step === undefined || event.type !== "track") return cases;
  const { properties, occurredAt, messageId } = event;
  if (harmlessTopics.has(textOf(properties, ["topic", "category", "case_type"])?.toLowerCase() ?? ""))
    return cases;
  const isSolved =
    step === "solves" ||
    (step === "changes" && solvedStates.has(textOf(properties, ["status", "state"])?.toLowerCase() ?? ""));
  return mergeCases(cases, [[keyOf(event), occurredAt, messageMark(messageId), isSolved ? 0 : 1]]);
}

/** The union of two sets of statements. */
export function mergeCases(
  a: readonly CaseEntry[] | undefined,
  b: readonly CaseEntry[] | undefined,
): readonly CaseEntry[] | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const newest = new Map<string, CaseEntry>();
  for (const entry of [...a, ...b]) {
    const known = newest.get(entry[0]);
    if (known === undefined || isNewer(entry, known)) newest.set(entry[0], entry);
  }
  return [...newest.values()].sort((x, y) => (isNewer(x, y) ? -1 : 1)).slice(0, casesKept);
}

/** By what it is about, so that the statements of different systems meet; without any name the customer has one of each sort. */
function keyOf({ name, properties }: EventRecord): string {
  const [sort = name] = name.split(" ");
  const key = textOf(properties, [
    "case_id",
    "complaint_id",
    "fault_id",
    "ticket_id",
    "delivery_id",
    "order_id",
  ]);
  return `${sort}:${key ?? ""}`.slice(0, 100);
}

/** At the same moment what is solved wins, then the larger message id: in any order the same. */
function isNewer(a: CaseEntry, b: CaseEntry): boolean {
  if (a[1] !== b[1]) return a[1] > b[1];
  if (a[3] !== b[3]) return a[3] < b[3];
  return a[2] !== b[2] ? a[2] > b[2] : a[0] > b[0];
}

function textOf(properties: JsonObject, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = properties[name];
    if (typeof value === "string" && value.trim() !== "") return value.trim();
    if (typeof value === "number") return String(value);
  }
  return undefined;
}

/** Over all leaves: when the case that was changed last of those that are open was changed. */
export function openCaseChangedAt(
  leaves: readonly { readonly cases?: readonly CaseEntry[] }[],
): number | undefined {
  const told = leaves.flatMap(({ cases }) => (cases === undefined ? [] : [cases]));
  if (told.length === 0) return undefined;
  const all = told.reduce<readonly CaseEntry[]>((sum, cases) => mergeCases(sum, cases) ?? sum, []);
  return all.find(([, , , open]) => open === 1)?.[1];
}
