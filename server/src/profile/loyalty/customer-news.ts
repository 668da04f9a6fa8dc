import type { JsonObject } from "@attune/contract";
import type { CustomerChange } from "./customer-changes.ts";

/** What others may follow: a stage that was left and one that was entered, and all else as it was noticed. For the outbox. */
export interface CustomerNews {
  readonly kind: string;
  readonly body: JsonObject;
}

/** `at`: epoch milliseconds. */
export function newsOf(
  profileId: number,
  changes: readonly CustomerChange[],
  at: number,
): readonly CustomerNews[] {
  return changes.flatMap(({ kind, from, to, about, since }): readonly CustomerNews[] =>
    kind === "stage.changed"
      ? [
          { kind: "stage.left", body: { profileId, stage: from, since, at } },
          { kind: "stage.entered", body: { profileId, stage: to, at } },
        ]
      : [{ kind, body: { profileId, from, to, about, at } }],
  );
}
