import type { EventRecord } from "@attune/contract";
import type { FaultCode } from "./event-fault.ts";
import type { EventSource } from "./judge-event.ts";

/** Something to set aside. Texts hold no U+0000 and no lone surrogate. */
export interface SetAside {
  readonly brandId: number;
  readonly sourceId: number | null;
  readonly proof: EventRecord["proof"];
  readonly receivedAt: number;
  /** `wire`: `original` is an event as it was sent. `record`: an inbox record that could not be worked in. */
  readonly form: "wire" | "record";
  readonly code: FaultCode;
  readonly path: string;
  readonly message: string;
  readonly original: string;
  /** JSON of an `Envelope`. */
  readonly envelope: string;
}

export interface StoredAside extends SetAside {
  readonly id: number;
  readonly source: EventSource | null;
  readonly sourceKey: string | null;
  readonly releasedAt: number | null;
  readonly releasedPosition: number | null;
}

export interface AsideFilter {
  /** Only those older than this id: newest come first. */
  readonly before: number | undefined;
  readonly code: string | undefined;
  readonly state: "open" | "released" | "all";
  readonly limit: number;
}

/** A transaction of the caller's, in which to keep. */
export interface RunsSql {
  query<Row extends object>(sql: string, params?: readonly unknown[]): Promise<Row[]>;
}

export interface QuarantineStore {
  add(rows: readonly SetAside[], tx?: RunsSql): Promise<void>;
  list(brandId: number, filter: AsideFilter): Promise<readonly StoredAside[]>;
  /** Open ones by code. */
  count(brandId: number): Promise<readonly { readonly code: string; readonly count: number }[]>;
  find(brandId: number, id: number): Promise<StoredAside | undefined>;
  /** @returns false when it was released before, or is gone */
  markReleased(brandId: number, id: number, position: number, act: AsideAct): Promise<boolean>;
  /** @returns false when there is no such open event */
  discard(brandId: number, id: number, act: AsideAct): Promise<boolean>;
}

export interface AsideAct {
  readonly actor: string;
  readonly at: number;
}
