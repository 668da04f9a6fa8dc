import { defaultLoyaltySettings } from "@attune/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { localDaysOf } from "../../kernel/local-date.ts";
import { emptyLeaf, foldLeaf } from "../fold-leaf.ts";
import { told } from "../sale/testing/a-sale.ts";
import { mergeLoyal } from "./fold-loyal.ts";
import { touchesLoyalty } from "./touches-loyalty.ts";

const at = Date.parse("2026-05-04T12:00:00Z");
const days = localDaysOf("Europe/Berlin");

const arbEvent = fc
  .record({
    name: fc.constantFrom(
      "Product Viewed",
      "Message Opened",
      "Message Clicked",
      "Signed Up",
      "Order Completed",
    ),
    channel: fc.constantFrom("web" as const, "store" as const, "email" as const),
    minutes: fc.integer({ min: 0, max: 10_000 }),
    store: fc.constantFrom("leeds", "york", undefined),
  })
  .map(({ name, channel, minutes, store }) =>
    told(name, store === undefined ? {} : { location_id: store }, {
      channel,
      occurredAt: at + minutes * 60_000,
    }),
  );

const fold = (events: readonly ReturnType<typeof told>[]) =>
  events.reduce((state, event) => ({ ...foldLeaf(state, event, []), slots: {} }), emptyLeaf);

test("interactions and joining are a function of the set of events, folded in any order or joined from parts", () => {
  fc.assert(
    fc.property(fc.array(arbEvent, { maxLength: 8 }), fc.array(arbEvent, { maxLength: 8 }), (a, b) => {
      const { engaged, joined } = fold([...a, ...b]);
      const backwards = fold([...b, ...a].reverse());

      expect([backwards.engaged, backwards.joined]).toEqual([engaged, joined]);
      const merged = mergeLoyal(fold(a), fold(b));
      expect([merged.engaged, merged.joined]).toEqual([engaged, joined]);
    }),
  );
});

test("opening a message is no interaction, clicking in it is", () => {
  expect(fold([told("Message Opened", {}, { channel: "email" })]).engaged).toBeUndefined();
  expect(fold([told("Message Clicked", {}, { channel: "email", occurredAt: at })]).engaged).toEqual({
    email: at,
  });
});

test("who signed up in a store joined there, at the earliest sign-up", () => {
  const first = told("Signed Up", { location_id: "leeds" }, { channel: "store", occurredAt: at });
  const again = told("Signed Up", {}, { occurredAt: at + 5 });

  expect(fold([again, first]).joined).toEqual([at, "leeds"]);
});

test("a second view on a day is nothing, the first of a day a date, and what may change a band or where they live is more", () => {
  const day = 86_400_000;
  const seen = fold([told("Product Viewed", {}, { occurredAt: at })]);
  const touch = (name: string, later: number, more: Parameters<typeof told>[2] = {}): string => {
    const event = told(name, {}, { occurredAt: at + later, ...more });
    return touchesLoyalty(
      { 1: seen },
      { 1: { ...foldLeaf(seen, event, []), slots: {} } },
      { days, settings: defaultLoyaltySettings, nowMs: at + later },
    );
  };

  expect(touch("Product Viewed", 60_000)).toBe("nothing");
  expect(touch("Product Viewed", day)).toBe("dates");
  expect(touch("Product Viewed", 30 * day)).toBe("dates");
  expect(touch("Product Viewed", 31 * day)).toBe("more");
  expect(touch("Product Viewed", 60_000, { channel: "app" })).toBe("more");
  expect(touch("Identified", 1, { traits: { firstName: "Ada" } })).toBe("nothing");
  expect(touch("Identified", 1, { traits: { address: { city: "York" } } })).toBe("more");
});
