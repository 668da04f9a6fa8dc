import { type DefinitionState, type HoldOut, holdOutSchema, type JsonObject } from "@attune/contract";
import { saltOf } from "../decide/index.ts";

/** A version of a definition as it was written. */
export interface StatedVersion {
  readonly state: DefinitionState;
  readonly body: JsonObject;
  /** Epoch milliseconds. */
  readonly changedAt: number;
  /** Null: it is not in force yet. */
  readonly position: number | null;
}

/** One that was in force, until the next. */
export interface PastVersion<Body> {
  /** Undefined: nothing was, or nothing that can be read. */
  readonly body: Body | undefined;
  readonly changedAt: number;
}

export function pastHoldOuts(newestFirst: readonly StatedVersion[]): readonly PastVersion<HoldOut>[] {
  return pastVersions(newestFirst).map(({ body, changedAt }) => ({
    body: holdOutSchema.safeParse(body).data,
    changedAt,
  }));
}

export function pastVersions(newestFirst: readonly StatedVersion[]): readonly PastVersion<JsonObject>[] {
  return newestFirst
    .filter(({ state, position }) => state !== "draft" && position !== null)
    .map(({ state, body, changedAt }) => ({ body: state === "live" ? body : undefined, changedAt }));
}

/** Since when it is live without a break; undefined: it is not. `isSame`: whether a version did the same as the newest. */
export function liveSince<Body>(
  newestFirst: readonly PastVersion<Body>[],
  isSame: (one: Body, newest: Body) => boolean = () => true,
): number | undefined {
  const newest = newestFirst[0]?.body;
  if (newest === undefined) return undefined;
  const end = newestFirst.findIndex(({ body }) => body === undefined || !isSame(body, newest));
  return newestFirst.at(end === -1 ? -1 : end - 1)?.changedAt;
}

/** Since when exactly these customers are kept from exactly this. */
export function heldOutSince(key: string, newestFirst: readonly PastVersion<HoldOut>[]): number | undefined {
  return liveSince(
    newestFirst,
    (one, newest) =>
      saltOf(key, one.salt) === saltOf(key, newest.salt) &&
      one.share === newest.share &&
      JSON.stringify(one.scope) === JSON.stringify(newest.scope),
  );
}

/** When customers were first kept from anything by the salt of the newest version: what they bought earlier tells nothing of their group. */
export function firstDealtAt(key: string, newestFirst: readonly PastVersion<HoldOut>[]): number | undefined {
  const salt = saltOf(key, newestFirst[0]?.body?.salt);
  return newestFirst.findLast(({ body }) => body !== undefined && saltOf(key, body.salt) === salt)?.changedAt;
}
