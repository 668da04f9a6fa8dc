import type { Purpose } from "@attune/contract";
import { type KeptTexts, randomId } from "./storage.ts";

/** Purpose → what the visitor answered; a purpose that is missing was not asked for. */
export type ConsentAnswers = Readonly<Partial<Record<Purpose, boolean>>>;

/** What is remembered of a visitor who consented to something. */
export interface Memory {
  readonly answers: ConsentAnswers;
  readonly anonymousId: string;
  readonly userId?: string;
  /** Recognises the visitor until it expires or somebody else logs in. */
  readonly token?: string;
  /** When it began, and its last event. Epoch milliseconds. */
  readonly session?: readonly [startedAt: number, lastAt: number];
}

export interface MemoryKeeper {
  read(): Memory | undefined;
  write(memory: Memory): void;
  forget(): void;
}

const key = "attune";

export function createMemory(storage: KeptTexts): MemoryKeeper {
  return {
    read: () => parse(storage.getItem(key)),
    write: (memory) => storage.setItem(key, JSON.stringify(memory)),
    forget: () => storage.removeItem(key),
  };
}

/** Read anew each time: another page of the shop may have changed it. What is not ours counts as nothing. */
function parse(text: string | null): Memory | undefined {
  try {
    const memory = JSON.parse(text ?? "null") as Memory | null; // we wrote it; the two members that are relied on are looked at
    return typeof memory?.anonymousId === "string" && typeof memory.answers === "object" ? memory : undefined;
  } catch {
    return undefined;
  }
}

export function newVisitor(answers: ConsentAnswers): Memory {
  return { answers, anonymousId: randomId() };
}

const sessionPause = 30 * 60_000;

/** The session goes on unless nothing happened for half an hour. */
export function withSession(memory: Memory, now: number): { memory: Memory; isNew: boolean; id: number } {
  const [startedAt, lastAt] = memory.session ?? [now, Number.NEGATIVE_INFINITY];
  const isNew = now - lastAt > sessionPause;
  const id = isNew ? now : startedAt;
  return { memory: { ...memory, session: [id, now] }, isNew, id };
}
