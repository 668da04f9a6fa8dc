import type { DeliveryState, WebhookEvent } from "@attune/contract";
import type { DueDelivery, LoggedDelivery, Outcome, Place } from "./delivery.ts";

/** How the other side is. Times are epoch milliseconds. */
export interface Health {
  readonly failures: number;
  readonly pausedUntil: number | undefined;
  readonly isDisabled: boolean;
  readonly reason: string | undefined;
}

export interface Standing extends Health {
  readonly waiting: number;
  readonly dead: number;
  readonly hasSecret: boolean;
}

/** Which changes a webhook tells. */
export interface Telling {
  readonly key: string;
  readonly segments: readonly string[];
  readonly events: readonly WebhookEvent[];
}

export interface WebhookStore {
  /** Those that are new begin at the position of their definition; those that are retired forget where they stood. */
  begin(brandId: number, keys: readonly string[]): Promise<void>;
  /** Makes deliveries of up to `most` changes that were told since, in one transaction with how far it came. Says whether there are more. */
  spread(brandId: number, telling: Telling, now: number, most: number): Promise<boolean>;
  health(brandId: number): Promise<ReadonlyMap<string, Health>>;
  /** The first that is due of each customer who has one, oldest first. */
  due(
    brandId: number,
    key: string,
    namespaces: readonly string[],
    now: number,
    most: number,
  ): Promise<readonly DueDelivery[]>;
  save(
    brandId: number,
    key: string,
    outcomes: readonly Outcome[],
    health: Health,
    now: number,
  ): Promise<void>;
  /** Sealed; those that count at `now`, newest first. */
  secrets(brandId: number, key: string, now: number): Promise<readonly Buffer[]>;
  /** Puts a new secret before the others, which end at `othersEndAt`. Says whether there are others. */
  addSecret(brandId: number, key: string, sealed: Buffer, now: number, othersEndAt: number): Promise<boolean>;
  standings(brandId: number): Promise<ReadonlyMap<string, Standing>>;
  /** Newest first, from before `before`. */
  deliveries(
    brandId: number,
    key: string,
    state: DeliveryState | undefined,
    before: Place | undefined,
    limit: number,
  ): Promise<readonly LoggedDelivery[]>;
  /** Everything behind `after` is told again. False: what lies behind is no longer kept. */
  replay(brandId: number, key: string, after: Place): Promise<boolean>;
  /** One is told again. False: there is none. */
  replayOne(brandId: number, key: string, place: Place, now: number): Promise<boolean>;
  enable(brandId: number, key: string): Promise<void>;
  audit(
    brandId: number,
    act: { readonly at: number; readonly actor: string; readonly action: string; readonly key: string },
  ): Promise<void>;
  /** Deletes what was done before; says how many. */
  forget(brandId: number, before: number, most: number): Promise<number>;
}
