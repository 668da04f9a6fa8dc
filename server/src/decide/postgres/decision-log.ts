import type { Database } from "../../platform/postgres/database.ts";
import { grouped } from "../../platform/postgres/grouped.ts";
import type { DecisionLog, LoggedDecision } from "../decision-log.ts";
import { appendDecisions } from "./append-decisions.ts";

const mostRows = 500;
const remembered = 20_000;

/**
 * Group commit: what comes in during one commit goes into the next, in one insert; two at once would only wait for each other's lock on
 * the head. What was committed lately is not written again: most of what strangers are shown is one and the same decision.
 */
export function createDecisionLog(database: Database): DecisionLog {
  const logs = new Map<number, Append>();
  const logOf = (brandId: number): Append => {
    const log = logs.get(brandId) ?? createLog(database, brandId);
    logs.set(brandId, log);
    return log;
  };
  return { append: (brandId, decision) => logOf(brandId)(decision) };
}

type Append = (decision: LoggedDecision) => Promise<void>;

function createLog(database: Database, brandId: number): Append {
  const committed = rememberLately(remembered);
  const write = grouped(mostRows, async (decisions: readonly LoggedDecision[]) => {
    try {
      await appendDecisions(database, brandId, decisions);
    } catch (error) {
      committed.forget(); // Postgres may come back as another one
      throw error;
    }
    return decisions.map(({ decisionId }) => committed.add(decisionId));
  });
  return async (decision) => {
    if (!committed.has(decision.decisionId)) await write(decision);
  };
}

interface Lately {
  has(id: string): boolean;
  add(id: string): void;
  forget(): void;
}

/** The last `most` to twice as many. */
function rememberLately(most: number): Lately {
  let [young, old] = [new Set<string>(), new Set<string>()];
  return {
    has: (id) => young.has(id) || old.has(id),
    add: (id) => {
      young.add(id);
      if (young.size >= most) [young, old] = [new Set(), young];
    },
    forget: () => {
      [young, old] = [new Set(), new Set()];
    },
  };
}
