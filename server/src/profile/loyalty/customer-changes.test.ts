import { expect, test } from "vitest";
import { type Noticed, noticeChanges } from "./customer-changes.ts";
import { newsOf } from "./customer-news.ts";

const customer = (more: Partial<Noticed> = {}): Noticed => ({
  loyalty: { stage: "grow", returned: false, preferredChannel: "web" },
  stageSince: 1_000,
  sizes: { Women: [1, "M"] },
  deliveryArea: "gb ls1 4dy",
  ...more,
});
const kinds = (before: Noticed | undefined, after: Noticed, isReshaped = false): readonly string[] =>
  noticeChanges(before, after, isReshaped).map(({ kind }) => kind);

test("of a customer of whom nothing was known nothing is noticed", () => {
  expect(kinds(undefined, customer())).toEqual([]);
});

test("a first address is no move, another one is, and where from and to is not told", () => {
  expect(kinds(customer({ deliveryArea: undefined }), customer())).toEqual([]);
  expect(noticeChanges(customer({ deliveryArea: "gb yo1" }), customer(), false)).toEqual([
    { kind: "customer.moved", from: null, to: null, about: null, since: null },
  ]);
});

test("a first size in a category is no change, another size in it is", () => {
  expect(kinds(customer({ sizes: {} }), customer())).toEqual([]);
  expect(kinds(customer(), customer({ sizes: { Women: [2, "L"], Shoes: [2, "40"] } }))).toEqual([
    "size.changed",
  ]);
});

test("who is joined with another did not move, switch or return, but may be in another stage", () => {
  const other = customer({
    loyalty: { stage: "lapse", returned: true, preferredChannel: "store" },
    sizes: { Women: [2, "L"] },
    deliveryArea: "gb yo1",
  });

  expect(kinds(customer(), other, true)).toEqual(["stage.changed"]);
  expect(kinds(customer(), other)).toEqual([
    "stage.changed",
    "customer.returned",
    "channel.switched",
    "customer.moved",
    "size.changed",
  ]);
});

test("another stage is two pieces of news: one left, with since when, one entered", () => {
  const changes = noticeChanges(
    customer(),
    customer({ loyalty: { stage: "lapse", returned: false, preferredChannel: "web" } }),
    false,
  );

  expect(newsOf(7, changes, 5_000)).toEqual([
    { kind: "stage.left", body: { profileId: 7, stage: "grow", since: 1_000, at: 5_000 } },
    { kind: "stage.entered", body: { profileId: 7, stage: "lapse", at: 5_000 } },
  ]);
});
