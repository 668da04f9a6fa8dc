import type { InboxRecord } from "@attune/contract";
import type { Inbox } from "../collect/index.ts";
import { isStoreAway } from "../platform/http/problem.ts";
import { copyText } from "../platform/postgres/copy-text.ts";
import type { Database, Queryable, Transaction } from "../platform/postgres/database.ts";
import { type AppendedGroup, groupOf } from "./handed.ts";
import type { Partitions } from "./postgres/partitions.ts";

interface Waiting {
  readonly brandId: number;
  readonly bodies: readonly string[];
  readonly resolve: (positions: readonly number[]) => void;
  readonly reject: (error: unknown) => void;
}

const recordsPerCommit = 10_000;

export interface AppenderPorts {
  readonly database: Database;
  readonly partitions: Partitions;
  /** Whether the fold runs in this process: then committed records are handed to it, else it is told by Postgres. */
  readonly isLeading: () => boolean;
  readonly onAppended: (group: AppendedGroup) => void;
}

/** While Postgres is away an append waits this long before it is refused; milliseconds. */
const longestWaitMs = 8_000;
const retryMs = 50;

/** Appends with group commit: what comes in during one commit goes into the next. */
export class Appender implements Inbox {
  readonly #ports: AppenderPorts;
  #waiting: Waiting[] = [];
  #running = false;

  constructor(ports: AppenderPorts) {
    this.#ports = ports;
  }

  append(brandId: number, records: readonly InboxRecord[]): Promise<readonly number[]> {
    return new Promise((resolve, reject) => {
      if (records.length === 0) return resolve([]);
      const bodies = records.map((record) => JSON.stringify(record));
      this.#waiting.push({ brandId, bodies, resolve, reject });
      if (!this.#running) this.#run().catch(reject);
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length > 0) await this.#appendGroup(this.#takeGroup());
    this.#running = false;
  }

  /** One group that fails for a reason of its own is tried one by one, so that it costs only the culprit. */
  async #appendGroup(group: readonly Waiting[]): Promise<void> {
    let first: number;
    try {
      first = await this.#commitOrWait(group);
    } catch (error) {
      if (group.length === 1 || isStoreAway(error)) for (const one of group) one.reject(error);
      else for (const one of group) await this.#appendGroup([one]);
      return;
    }
    this.#settle(group, first);
  }

  /** Postgres is back within seconds; what was committed after all without an answer is a repeat by its message id. */
  async #commitOrWait(group: readonly Waiting[]): Promise<number> {
    const startedAt = performance.now();
    for (;;) {
      try {
        return await commit(this.#ports, group);
      } catch (error) {
        if (!isStoreAway(error) || performance.now() - startedAt > longestWaitMs) throw error;
        await new Promise((resolve) => setTimeout(resolve, retryMs));
      }
    }
  }

  #takeGroup(): readonly Waiting[] {
    const brandId = this.#waiting[0]?.brandId;
    const group: Waiting[] = [];
    const rest: Waiting[] = [];
    let count = 0;
    for (const one of this.#waiting) {
      const fits = one.brandId === brandId && (count === 0 || count + one.bodies.length <= recordsPerCommit);
      (fits ? group : rest).push(one);
      if (fits) count += one.bodies.length;
    }
    this.#waiting = rest;
    return group;
  }

  #settle(group: readonly Waiting[], first: number): void {
    if (this.#ports.isLeading()) {
      const bodies = group.flatMap((one) => one.bodies);
      this.#ports.onAppended(groupOf(first, bodies));
    }
    let position = first;
    for (const { bodies, resolve } of group) {
      const begin = position;
      resolve(bodies.map((_, at) => begin + at));
      position += bodies.length;
    }
  }
}

/** Up to so many records go in one statement, which costs a quarter of the round trips; more of them are cheaper to copy. */
const fewRecords = 200;
const noPartition = "23514";

/** The first position of the group. The head's row lock is held until the commit, so positions are dense and in commit order. */
async function commit(ports: AppenderPorts, group: readonly Waiting[]): Promise<number> {
  const brandId = group[0]?.brandId ?? 0;
  const bodies = group.flatMap((one) => one.bodies);
  if (bodies.length > fewRecords || !ports.isLeading()) return commitMany(ports, brandId, bodies);
  try {
    return await commitFew(ports.database, brandId, bodies);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === noPartition)
      return commitMany(ports, brandId, bodies);
    throw error;
  }
}

/** Bodies are JSON text, which holds no line break. */
async function commitFew(database: Queryable, brandId: number, bodies: readonly string[]): Promise<number> {
  const [head] = await database.query<{ first: number }>(
    `with head as (
       update inbox_head set position = position + $2 where brand_id = $1 returning position - $2 as before
     ), appended as (
       insert into inbox (brand_id, position, body)
       select $1, head.before + line.ordinal, line.body
       from head
       cross join unnest(string_to_array($3, chr(10))) with ordinality as line (body, ordinal)
     )
     select before + 1 as first from head`,
    [brandId, bodies.length, bodies.join("\n")],
  );
  if (!head) throw new Error(`Brand ${brandId} has no inbox.`);
  return head.first;
}

function commitMany(
  { database, partitions, isLeading }: AppenderPorts,
  brandId: number,
  bodies: readonly string[],
): Promise<number> {
  return database.transaction(async (tx) => {
    const last = await bumpHead(tx, brandId, bodies.length);
    const first = last - bodies.length + 1;
    await partitions.ensureInbox(tx, first, last);
    const lines = bodies.map((body, at) => `${brandId}\t${first + at}\t${copyText(body)}\n`);
    await tx.copyIn("copy inbox (brand_id, position, body) from stdin", lines.join(""));
    if (!isLeading()) await tx.query("select pg_notify('attune_inbox', $1)", [String(brandId)]);
    return first;
  });
}

async function bumpHead(tx: Transaction, brandId: number, count: number): Promise<number> {
  const [head] = await tx.query<{ position: number }>(
    "update inbox_head set position = position + $2 where brand_id = $1 returning position",
    [brandId, count],
  );
  if (!head) throw new Error(`Brand ${brandId} has no inbox.`);
  return head.position;
}
