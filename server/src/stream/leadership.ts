import type { Database, Session } from "../platform/postgres/database.ts";

/**
 * Of the copies of the program, one at a time leads a brand: it holds a session lock in Postgres. Calls `lead` when the lock is ours and
 * `follow` when it is lost with the connection; then tries again.
 */
export class Leadership {
  readonly #database: Database;
  readonly #brandId: number;
  readonly #turns: {
    readonly lead: (session: Session) => Promise<void>;
    readonly follow: () => Promise<void>;
  };
  #session: Session | undefined;
  #stopping = false;
  #loop: Promise<void> = Promise.resolve();
  #leads = false;

  constructor(
    database: Database,
    brandId: number,
    turns: { readonly lead: (session: Session) => Promise<void>; readonly follow: () => Promise<void> },
  ) {
    this.#database = database;
    this.#brandId = brandId;
    this.#turns = turns;
  }

  get leads(): boolean {
    return this.#leads;
  }

  start(): void {
    this.#loop = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#session?.close().catch(() => undefined);
    await this.#loop;
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      try {
        await this.#leadOnce();
      } catch {
        await pause(200); // Postgres is away, or another copy was faster; the lock decides
      }
    }
  }

  async #leadOnce(): Promise<void> {
    const session = await this.#database.connect();
    this.#session = session;
    const ended = new Promise<void>((resolve) => session.onEnd(resolve));
    try {
      await session.query("select pg_advisory_lock(hashtext('attune.fold'), $1)", [this.#brandId]);
      this.#leads = true;
      await this.#turns.lead(session);
      await ended;
    } finally {
      if (this.#leads) await this.#turns.follow();
      this.#leads = false;
      await session.close().catch(() => undefined);
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
