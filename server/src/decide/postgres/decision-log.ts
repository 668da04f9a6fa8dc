import type { Database } from "../../platform/postgres/database.ts";
import type { DecisionLog, LoggedDecision } from "../decision-log.ts";
import { appendDecisions } from "./append-decisions.ts";

const mostRows = 500;

interface Waiting {
  readonly decision: LoggedDecision;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Group commit: what comes in during one commit goes into the next, in one insert. While nothing is under way
 * a decision waits only for the others of the same turn of the event loop.
 */
export function createDecisionLog(database: Database): DecisionLog {
  const groups = new Map<number, (waiting: Waiting) => void>();
  const groupOf = (brandId: number): ((waiting: Waiting) => void) => {
    const known = groups.get(brandId);
    if (known !== undefined) return known;
    const group = createGroup((decisions) => appendDecisions(database, brandId, decisions));
    groups.set(brandId, group);
    return group;
  };
  return {
    append: (brandId, decision) =>
      new Promise<void>((resolve, reject) => groupOf(brandId)({ decision, resolve, reject })),
  };
}

function createGroup(
  write: (decisions: readonly LoggedDecision[]) => Promise<void>,
): (waiting: Waiting) => void {
  let queue: Waiting[] = [];
  let isBusy = false;
  const flush = async (): Promise<void> => {
    while (queue.length > 0) {
      const group = queue.slice(0, mostRows);
      queue = queue.slice(mostRows);
      try {
        await write(group.map(({ decision }) => decision));
        for (const { resolve } of group) resolve();
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    isBusy = false;
  };
  return (waiting) => {
    queue.push(waiting);
    if (isBusy) return;
    isBusy = true;
    setImmediate(() => void flush());
  };
}
