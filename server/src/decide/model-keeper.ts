import type { ModelCard } from "@attune/contract";
import type { Clock } from "../kernel/clock.ts";
import { type ItemModels, noModels } from "./items/models.ts";
import { refusals } from "./learn/model-card.ts";
import { openModels } from "./learn/trained-models.ts";
import type { ModelStore } from "./model-store.ts";

export interface ModelKeeper {
  /** Those that serve now. Swapped as one, when a newer training has been read whole. */
  models(brandId: number): ItemModels;
  card(brandId: number): ModelCard;
  /** Resolves when the newest training serves. */
  refresh(brandId: number): Promise<void>;
  /** Trains when it is time and no other copy of the program does. */
  trainWhenDue(brandId: number): Promise<void>;
}

interface Ports {
  readonly store: ModelStore;
  /** Trains once and keeps what was learned. */
  readonly train: (brandId: number, nowMs: number) => Promise<void>;
  readonly clock: Clock;
  readonly pause: () => Promise<void>;
}

interface Serving {
  readonly models: ItemModels;
  readonly card: ModelCard;
}

const noCard: ModelCard = {
  version: 0,
  trainedAt: null,
  data: { from: null, until: null, products: 0, looks: 0, visits: 0, sales: 0, customers: 0 },
  models: refusals({ visits: 0, sales: 0, customers: 0 }),
  seconds: 0,
  peakMb: 0,
};

const none: Serving = { models: noModels, card: noCard };

const minuteMs = 60_000;
const restMs = 30 * minuteMs;
/** As long as there is too little to learn from. */
const impatientRestMs = 2 * minuteMs;
/** A training takes at most a fiftieth of the time. */
const restOfTraining = 50_000;

export function createModelKeeper(ports: Ports): ModelKeeper {
  const serving = new Map<number, Serving>();
  const of = (brandId: number): Serving => serving.get(brandId) ?? none;
  return {
    models: (brandId) => of(brandId).models,
    card: (brandId) => of(brandId).card,
    refresh: async (brandId) => {
      const newest = await ports.store.newest(brandId);
      if (newest === undefined || newest === of(brandId).card.version) return;
      const loaded = await ports.store.load(brandId, newest);
      if (loaded === undefined) return; // a still newer one has taken its place: next time
      const models = await openModels(loaded.bytes, loaded.card, ports.pause);
      serving.set(brandId, { models, card: loaded.card });
    },
    trainWhenDue: async (brandId) => {
      const nowMs = ports.clock.now();
      if (await ports.store.claimTraining(brandId, nowMs, nowMs - restAfter(of(brandId).card)))
        await ports.train(brandId, nowMs);
    },
  };
}

function restAfter({ models, seconds }: ModelCard): number {
  const isLearned = Object.values(models).every(({ state }) => state === "trained");
  return Math.max(isLearned ? restMs : impatientRestMs, seconds * restOfTraining);
}
