import type { CatchmentCondition, JoinedStoreCondition, RegularStoreCondition } from "@attune/contract";
import { quoted } from "../comparison-words.ts";
import type { Operator } from "../operator.ts";
import { loyaltyOperator, standing } from "./loyalty.ts";

export const regularStoreOperator: Operator<RegularStoreCondition> = loyaltyOperator({
  judge:
    ({ regularStore }) =>
    (of) =>
      standing(of.regularStores.includes(regularStore), of),
  words: ({ regularStore }) => `who shop regularly at the store ${quoted(regularStore)}`,
  fact: (_, { regularStores }) =>
    regularStores.length === 0
      ? "shops regularly at no store"
      : `shops regularly at ${regularStores.map(quoted).join(" and ")}`,
});

export const joinedStoreOperator: Operator<JoinedStoreCondition> = loyaltyOperator({
  judge:
    ({ joinedStore }) =>
    (of) =>
      standing(of.joinedStore === joinedStore, of),
  words: ({ joinedStore }) => `who joined at the store ${quoted(joinedStore)}`,
  fact: (_, { joinedStore }) =>
    joinedStore === null ? "joined at no store" : `joined at the store ${quoted(joinedStore)}`,
});

export const catchmentOperator: Operator<CatchmentCondition> = loyaltyOperator({
  judge:
    ({ catchment }) =>
    (of) =>
      standing(of.catchment === catchment, of),
  words: ({ catchment }) => `who live in the catchment of the store ${quoted(catchment)}`,
  fact: (_, { catchment }) =>
    catchment === null ? "lives in no catchment" : `lives in the catchment of the store ${quoted(catchment)}`,
});
