import type { ModelCard } from "@attune/contract";

export interface ModelStore {
  /** Whether the caller is to train now: the last training began before that moment, and no other copy was quicker. Epoch milliseconds. */
  claimTraining(brandId: number, nowMs: number, begunBeforeMs: number): Promise<boolean>;
  /** Kept whole or not at all; returns the version. */
  keep(
    brandId: number,
    trainedAtMs: number,
    card: Omit<ModelCard, "version" | "trainedAt">,
    bytes: Uint8Array,
  ): Promise<number>;
  /** Of the newest; undefined before the first training. */
  newest(brandId: number): Promise<number | undefined>;
  /** Undefined: it was replaced meanwhile. */
  load(
    brandId: number,
    version: number,
  ): Promise<{ readonly card: ModelCard; readonly bytes: Uint8Array<ArrayBuffer> } | undefined>;
}
