import type { AuditEntry } from "../audit/audit-queries.ts";

/** One person's look at a customer: a page asks for a dozen things at once, and goes on asking while it is open. */
export interface Look extends Pick<AuditEntry, "id" | "actor" | "name" | "at"> {
  /** What was seen, by the routes' names, each once. */
  readonly operations: readonly string[];
}

const pauseMs = 30 * 60_000;
/** Reading who looked is no look at the customer. */
const notAView = "listProfileViews";

/** Newest first, as the entries are. What one person saw without a pause of half an hour is one look, told with its newest moment. */
export function looksOf(entries: readonly AuditEntry[]): readonly Look[] {
  const looks: { look: Look; earliestAt: number; operations: Set<string> }[] = [];
  for (const { id, actor, name, at, subject } of entries) {
    if (subject === notAView) continue;
    const atMs = Date.parse(at);
    const open = looks.findLast(({ look }) => look.actor === actor);
    if (open !== undefined && open.earliestAt - atMs <= pauseMs) {
      open.operations.add(subject);
      open.earliestAt = atMs;
    } else
      looks.push({
        look: { id, actor, name, at, operations: [] },
        earliestAt: atMs,
        operations: new Set([subject]),
      });
  }
  return looks.map(({ look, operations }) => ({ ...look, operations: [...operations] }));
}
