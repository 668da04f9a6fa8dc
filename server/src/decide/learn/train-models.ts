import type { ModelCard, ModelState } from "@attune/contract";
import { buildBasketGraph } from "./basket-graph.ts";
import type { Histories } from "./histories.ts";
import type { Lessons } from "./lessons.ts";
import { type Counted, countLessons, dataOf, isEnough, refusals } from "./model-card.ts";
import { trainBasket } from "./next-basket.ts";
import { trainNext } from "./next-in-session.ts";
import { pack } from "./pack.ts";
import { type Arrays, packBasket, packBasketGraph, packNext } from "./packed-models.ts";

export interface Trained {
  readonly card: Omit<ModelCard, "version" | "trainedAt" | "seconds" | "peakMb">;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

interface Part {
  readonly arrays: Arrays;
  readonly models: Partial<ModelCard["models"]>;
}

/** A function of the lessons alone: the same lessons give the same bytes. What has too little to learn from refuses, and the card says so. */
export function trainModels(lessons: Lessons): Trained {
  const counted = countLessons(lessons);
  const next = trainVisits(lessons, counted);
  const basket = trainHistories(lessons.histories, counted);
  const needed = { ...refusals(counted), ...next.models, ...basket.models };
  const models = { ...needed, forYou: forYouOf(needed) };
  return {
    card: { data: dataOf(lessons), models },
    bytes: pack({ ...next.arrays, ...basket.arrays }, { keys: lessons.keys }),
  };
}

function trainVisits({ visits }: Lessons, counted: Counted): Part {
  if (!isEnough(counted, "visits")) return { arrays: {}, models: {} };
  const trained = trainNext(visits);
  const { asked, hr20, mrr20, popularHr20 } = trained.check;
  const metrics = { asked, hr20, mrr20, popularHr20 };
  return {
    arrays: packNext(trained),
    models: { nextInSession: { state: "trained", metrics }, viewedWith: { state: "trained", metrics: {} } },
  };
}

function trainHistories(histories: Histories, counted: Counted): Part {
  if (!isEnough(counted, "sales")) return { arrays: {}, models: {} };
  if (!isEnough(counted, "customers"))
    return {
      arrays: packBasketGraph(buildBasketGraph(histories)),
      models: { boughtWith: { state: "trained", metrics: {} } },
    };
  const trained = trainBasket(histories);
  const { asked, recall10, popularRecall10, pairsAsked, togetherHr10, popularHr10 } = trained.check;
  return {
    arrays: packBasket(trained),
    models: {
      boughtWith: { state: "trained", metrics: { asked: pairsAsked, hr10: togetherHr10, popularHr10 } },
      nextBasket: { state: "trained", metrics: { asked, recall10, popularRecall10 } },
    },
  };
}

/** It stands on the next basket and on what is looked at together, or on one of them. */
function forYouOf({ nextBasket, viewedWith, forYou }: ModelCard["models"]): ModelState {
  if (nextBasket.state === "trained") return nextBasket;
  return viewedWith.state === "trained" ? { state: "trained", metrics: {} } : forYou;
}
