import type { DeliveryState, Identifier } from "@attune/contract";

/** A place in the outbox. */
export interface Place {
  readonly position: number;
  readonly ordinal: number;
}

/** A membership change that is to be told now. Times are epoch milliseconds. */
export interface DueDelivery extends Place {
  readonly segment: string;
  readonly profileId: number;
  readonly entered: boolean;
  readonly changedAt: number;
  readonly version: number;
  readonly attempts: number;
  /** Whether the customer may be used for the segment's purpose at this moment. */
  readonly isUsable: boolean;
  readonly identifiers: readonly Identifier[];
  /** The profile that this one was joined into. */
  readonly mergedInto: number | undefined;
}

/** What became of an attempt. */
export interface Outcome extends Place {
  readonly state: DeliveryState;
  readonly attempts: number;
  /** Of one that waits. */
  readonly nextAt: number;
  readonly status: number | undefined;
  readonly reason: string | undefined;
}

/** A delivery as it is listed. */
export interface LoggedDelivery extends Outcome {
  readonly segment: string;
  readonly profileId: number;
  readonly entered: boolean;
  readonly changedAt: number;
}

/** `whd_news_1f4_2`: the same for every attempt and every replay. */
export function deliveryId(key: string, { position, ordinal }: Place): string {
  return `whd_${key}_${position.toString(36)}_${ordinal.toString(36)}`;
}

/** The place behind an id of this webhook; undefined for any other text. */
export function placeOfDelivery(key: string, id: string): Place | undefined {
  const parts = id.startsWith(`whd_${key}_`) ? id.slice(key.length + 5).split("_") : [];
  const [position = "", ordinal = ""] = parts;
  if (parts.length !== 2 || !isNumber(position) || !isNumber(ordinal)) return undefined;
  return { position: Number.parseInt(position, 36), ordinal: Number.parseInt(ordinal, 36) };
}

function isNumber(text: string): boolean {
  return /^[0-9a-z]{1,10}$/.test(text);
}
