import { defaultLoyaltySettings } from "@attune/contract";
import { expect, test } from "vitest";
import { localDaysOf } from "../../kernel/local-date.ts";
import { emptyLeaf } from "../fold-leaf.ts";
import type { LeafState } from "../profile-state.ts";
import { touchesLoyalty } from "./touches-loyalty.ts";

const dayMs = 86_400_000;
const nowMs = Date.parse("2026-06-01T12:00:00Z");
const moment = { days: localDaysOf("Europe/Berlin"), settings: defaultLoyaltySettings, nowMs };

/** A leaf whose last visits to the site and to stores were so many days ago. */
function visited(web: number, store?: number): LeafState {
  const engaged = {
    web: nowMs - web * dayMs,
    ...(store === undefined ? {} : { store: nowMs - store * dayMs }),
  };
  return { ...emptyLeaf, events: 3, firstAt: nowMs - 900 * dayMs, engaged };
}

const touch = (before: LeafState, after: LeafState) => touchesLoyalty({ 1: before }, { 1: after }, moment);

test("another visit of the same day is nothing to loyalty", () => {
  expect(touch(visited(3), visited(3))).toBe("nothing");
});

test("the first visit of a day moves a date only, of a customer who was here lately", () => {
  expect(touch(visited(3), visited(0))).toBe("dates");
});

test("a customer who comes back after months changes more than a date", () => {
  expect(touch(visited(60), visited(0))).toBe("more");
});

test("a visit that is told late counts by today: it may end months of silence, or bring a channel back", () => {
  expect(touch(visited(45), visited(20))).toBe("more");
  expect(touch(visited(0, 366), visited(0, 300))).toBe("more");
});

test("a customer who is new is told of", () => {
  expect(touchesLoyalty(undefined, { 1: visited(0) }, moment)).toBe("more");
});
