import type { ItemStrategy } from "@attune/contract";
import { boughtAgain, nextBasket } from "./bought-again.ts";
import { boughtTogether, completeBasket } from "./bought-together.ts";
import { forYou, popularHere } from "./for-you.ts";
import { nextInSession, viewedTogether } from "./next-in-session.ts";
import { forEveryone, type Strategy } from "./ranking.ts";
import { recentlyViewed } from "./recently-viewed.ts";
import { similar } from "./similar.ts";

export const strategies: Readonly<Record<ItemStrategy, Strategy>> = {
  popular: ({ shelf }) => forEveryone(shelf.popular()),
  popularInStore: (asked) => forEveryone(popularHere(asked)),
  popularInSegment: ({ choice, shelf }) => forEveryone(shelf.popularInSegment(choice.segment ?? "")),
  rising: ({ shelf }) => forEveryone(shelf.rising()),
  newest: ({ shelf }) => forEveryone(shelf.newest()),
  recentlyViewed,
  boughtAgain,
  nextBasket,
  similar,
  boughtTogether,
  viewedTogether,
  nextInSession,
  forYou,
  completeBasket,
};
