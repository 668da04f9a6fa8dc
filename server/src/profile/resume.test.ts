import type { EventRecord } from "@attune/contract";
import { expect, test } from "vitest";
import { viewOf } from "./customer-view.ts";
import { emptyLeaf, foldLeaf, mergeLeaves } from "./fold-leaf.ts";
import type { CustomerView, LeafState } from "./profile-state.ts";
import { type LeftOff, resumeOf } from "./resume.ts";
import { anEvent } from "./testing/an-event.ts";

const now = Date.UTC(2026, 5, 10, 12);
const day = 86_400_000;
const hour = 3_600_000;

const event = (name: string, occurredAt: number, stated: Partial<EventRecord> = {}): EventRecord =>
  anEvent({ name, occurredAt, ...stated });

function leafOf(events: readonly EventRecord[], consent: "granted" | "denied" = "granted"): LeafState {
  const consents = [["any.personalisation", [consent, now - 9 * day, "c"]]] as const;
  return events.reduce((state, one) => foldLeaf(state, one, consents), emptyLeaf);
}

function viewFrom(...leaves: readonly LeafState[]): CustomerView {
  return viewOf(1, { leaves: Object.fromEntries(leaves.map((leaf, n) => [n + 1, leaf])), segments: {} });
}

const told = (entries: readonly LeftOff[]): readonly (readonly [string, string | null, string])[] =>
  entries.map(({ kind, id, channel }) => [kind, id, channel]);

const online = [
  event("Product Viewed", now - 2 * hour, { properties: { product_id: "lamp" } }),
  event("Product Added", now - hour, { properties: { product_id: "vase", price: 12.5, currency: "GBP" } }),
  event("Products Searched", now - 3 * hour, { properties: { query: "blue lamp" } }),
  event("Product Added to Wishlist", now - 4 * hour, {
    channel: "app",
    properties: { product_id: "clock", wishlist_name: "Moving in" },
  }),
];
const elsewhere = [
  event("Service Case Opened", now - 5 * hour, {
    channel: "phone",
    properties: { case_id: "c-9", subject: "Late parcel", status: "open" },
  }),
  event("Quiz Step", now - 6 * hour, { properties: { quiz_id: "style", step: 2, steps: 5 } }),
  event("Appointment Booked", now - 7 * hour, {
    channel: "store",
    properties: { appointment_id: "a-1", store_id: "leeds", starts_at: new Date(now + day).toISOString() },
  }),
  event("Advice Given", now - 8 * hour, {
    channel: "store",
    properties: { advice_id: "x", summary: "Size 40" },
  }),
  event("Promise Made", now - 9 * hour, {
    channel: "service",
    properties: { promise_id: "p", promise: "We call back", due_at: new Date(now - day).toISOString() },
  }),
];

test("a customer goes on where she left off, whatever the channel, the newest first", () => {
  const entries = resumeOf(viewFrom(leafOf(online), leafOf(elsewhere)), now);

  expect(told(entries)).toEqual([
    ["cart", null, "web"],
    ["viewed", null, "web"],
    ["search", null, "web"],
    ["list", "Moving in", "app"],
    ["case", "c-9", "phone"],
    ["quiz", "style", "web"],
    ["appointment", "a-1", "store"],
    ["advice", "x", "store"],
    ["promise", "p", "service"],
  ]);
  expect(entries[0]?.left).toEqual({ items: [{ product: "vase", quantity: 1, priceMinor: 1250 }] });
  expect(entries[2]?.left).toEqual({ query: "blue lamp" });
  expect(entries[4]?.left?.facts).toEqual({ subject: "Late parcel", status: "open" });
  expect(entries[6]?.expiresAt).toBe(now + day + hour);
});

test("what is done, solved, kept or expired is not gone on with", () => {
  const over = [
    event("Order Completed", now - 1, { properties: { products: [] } }),
    event("Service Case Resolved", now - 2, { properties: { case_id: "c-9" } }),
    event("Quiz Completed", now - 2, { properties: { quiz_id: "style" } }),
    event("Appointment Missed", now - 2, { properties: { appointment_id: "a-1" } }),
    event("Promise Kept", now - 2, { properties: { promise_id: "p" } }),
    event("Product Removed from Wishlist", now - 2, {
      properties: { product_id: "clock", wishlist_name: "Moving in" },
    }),
    event("Advice Given", now - 2, {
      properties: { advice_id: "x", expires_at: new Date(now - 1).toISOString() },
    }),
  ];
  const view = viewFrom(leafOf([...elsewhere, ...over]), leafOf(online));

  expect(told(resumeOf(view, now)).map(([kind]) => kind)).toEqual(["viewed", "search"]);
  expect(resumeOf(view, now + 31 * day)).toEqual([]);
});

test("without her consent nothing is told of what she merely did; what she asked to be done for her goes on", () => {
  const entries = resumeOf(viewFrom(leafOf(online, "denied"), leafOf(elsewhere)), now, "store");

  expect(entries.filter(({ left }) => left === undefined).map(({ kind }) => kind)).toEqual([
    "viewed",
    "search",
    "quiz",
    "advice",
  ]);
  expect(entries[1]?.consent).toEqual({ key: "store.personalisation", state: "denied" });
  expect(entries[0]?.consent).toEqual({ key: "store.service", state: "unknown" });
});

test("where a customer left off is the same whether her devices are told apart or as one", () => {
  const [a, b] = [leafOf(online), leafOf(elsewhere)];
  const merged = { ...mergeLeaves(a, b), slots: {} };

  expect(resumeOf(viewFrom(merged), now)).toEqual(resumeOf(viewFrom(a, b), now));
  expect(resumeOf(viewFrom(b, a), now)).toEqual(resumeOf(viewFrom(a, b), now));
});
