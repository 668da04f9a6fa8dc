import type { ModelCard } from "@attune/contract";
import type { Lessons } from "./learn/lessons.ts";
import { trainModels } from "./learn/train-models.ts";
import type { ModelStore } from "./model-store.ts";

interface Ports {
  /** What customers did up to a moment. */
  readonly read: (brandId: number, nowMs: number) => Promise<Lessons>;
  readonly store: Pick<ModelStore, "keep">;
  /** Largest memory of the process so far, in megabytes. */
  readonly peakMb: () => number;
}

/** Reads what customers did, learns from it and keeps what was learned. Returns the version. */
export async function trainOnce(ports: Ports, brandId: number, nowMs: number): Promise<number> {
  const startedAt = performance.now();
  const { card, bytes } = trainModels(await ports.read(brandId, nowMs));
  const seconds = Math.round(performance.now() - startedAt) / 1_000;
  const told: Omit<ModelCard, "version" | "trainedAt"> = { ...card, seconds, peakMb: ports.peakMb() };
  return ports.store.keep(brandId, nowMs, told, bytes);
}
