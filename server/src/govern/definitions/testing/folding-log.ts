import type { Database } from "../../../platform/postgres/database.ts";
import type { DefinitionLog } from "../definitions.ts";
import type { DefinitionMark } from "../folded-definition.ts";
import { foldDefinition } from "../postgres/fold-definition.ts";

export interface FoldingLog extends DefinitionLog {
  /** Marks in the order of their positions. */
  readonly marks: readonly DefinitionMark[];
  /** What is appended from now on stays unfolded until `resume`. */
  pause(): void;
  resume(): Promise<void>;
  /** The next append fails, as when the program ends. */
  failOnce(): void;
}

/** An inbox whose fold knows only definitions. `folded` is told after each. */
export function createFoldingLog(
  database: Database,
  folded: () => Promise<void> = async () => undefined,
): FoldingLog {
  const marks: DefinitionMark[] = [];
  let done = 0;
  let isPaused = false;
  let isFailing = false;
  let turn = Promise.resolve();
  const fold = async (): Promise<void> => {
    while (!isPaused && done < marks.length) {
      const mark = marks[done];
      done += 1;
      if (mark !== undefined) await database.transaction((tx) => foldDefinition(tx, 1, mark, done));
    }
    await folded();
  };
  const next = (): Promise<void> => {
    turn = turn.then(fold);
    return turn;
  };
  return {
    marks,
    append: async (_brandId, records) => {
      if (isFailing) {
        isFailing = false;
        throw new Error("The inbox is away.");
      }
      return records.map((record) => marks.push(record as DefinitionMark)); // definitions append nothing else
    },
    foldedUpTo: next,
    pause: () => {
      isPaused = true;
    },
    resume: () => {
      isPaused = false;
      return next();
    },
    failOnce: () => {
      isFailing = true;
    },
  };
}
