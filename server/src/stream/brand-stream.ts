import type { Inbox, Stream } from "../collect/index.ts";
import type { Database } from "../platform/postgres/database.ts";
import { Appender } from "./appender.ts";
import { createLiveSegments, type LiveSegments } from "./live-segments.ts";
import { readCursor } from "./postgres/inbox-reader.ts";
import { createPartitions } from "./postgres/partitions.ts";
import { lastSunk } from "./postgres/sink-batch.ts";
import type { StreamLeader, StreamNews } from "./stream-leader.ts";
import { Waiters } from "./waiters.ts";

export interface BrandStreamPorts {
  readonly database: Database;
  readonly brand: { readonly brandId: number; readonly timeZone: string };
  readonly leader: StreamLeader;
  /** Definitions in memory are to be read anew. */
  readonly onDefinition: () => Promise<void>;
  readonly log: StreamNews["log"];
}

const pollMs = 10;
const reloadMs = 1_000;
const retryMs = 200;

/** One brand's stream as the doors see it: the inbox, how far it is folded, and the segments as they stand. */
export class BrandStream implements Stream {
  readonly inbox: Inbox;
  readonly segments: LiveSegments;
  readonly #ports: BrandStreamPorts;
  readonly #folded = new Waiters();
  readonly #sunk = new Waiters();
  /** News are taken in one after the other, so that who waits for a position knows its definitions. */
  #told: Promise<void> = Promise.resolve();
  #leading = false;
  #stopping = false;
  #freshening: Promise<void> = Promise.resolve();
  #stop: () => void = () => undefined;

  constructor(ports: BrandStreamPorts) {
    const { database, brand, leader } = ports;
    this.#ports = ports;
    this.segments = createLiveSegments(database, brand);
    this.inbox = new Appender({
      database,
      partitions: createPartitions(),
      isLeading: () => this.#leading,
      onAppended: (group) => leader.handOver(group),
    });
  }

  /** How far the fold and ClickHouse have come; 0 while another copy leads. */
  progress(): { readonly folded: number; readonly sunk: number } {
    return { folded: this.#folded.position, sunk: this.#sunk.position };
  }

  /** Whether this copy of the program leads the brand. */
  isLeading(): boolean {
    return this.#leading;
  }

  async foldedUpTo(brandId: number, position: number): Promise<void> {
    while (!this.#leading && !this.#stopping) {
      if ((await readCursor(this.#ports.database, brandId, "fold")) >= position) return;
      await pause(pollMs);
    }
    await this.#folded.until(position);
  }

  /** Up to here ClickHouse holds everything, whichever copy leads. */
  sunkTo(): Promise<number> {
    return this.#leading
      ? Promise.resolve(this.#sunk.position)
      : lastSunk(this.#ports.database, this.#ports.brand.brandId);
  }

  sunkUpTo(position: number): Promise<void> {
    return this.#sunk.until(position);
  }

  breakConnections(): void {
    this.#ports.leader.breakConnections();
  }

  async start(): Promise<void> {
    await this.segments.reload();
    await this.#ports.leader.start(this.#news());
    this.#freshening = this.#keepFresh();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#stop();
    await this.#ports.leader.stop();
    await this.#freshening;
    await this.#told;
  }

  #news(): StreamNews {
    const inTurn = (work: () => void | Promise<void>): void => {
      this.#told = this.#told.then(work);
    };
    return {
      leading: (leads) =>
        inTurn(() => {
          this.#leading = leads;
        }),
      folded: (position) => inTurn(() => this.#folded.passed(position)),
      sunk: (position) => inTurn(() => this.#sunk.passed(position)),
      changed: (what) => inTurn(() => this.#refresh(what)),
      log: this.#ports.log,
    };
  }

  /** Postgres may be away for a moment; nobody is told of a position before its definitions are known. */
  async #refresh(what: "segments" | "definition"): Promise<void> {
    while (!this.#stopping) {
      try {
        await this.segments.reload();
        if (what === "definition") await this.#ports.onDefinition();
        return;
      } catch {
        await pause(retryMs);
      }
    }
  }

  /** A copy that does not lead learns of definitions by looking. */
  async #keepFresh(): Promise<void> {
    const stopped = new Promise<void>((resolve) => {
      this.#stop = resolve;
    });
    while (!this.#stopping) {
      await Promise.race([pause(reloadMs), stopped]);
      if (this.#leading || this.#stopping) continue;
      await this.segments
        .reload()
        .then(this.#ports.onDefinition)
        .catch(() => undefined);
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
