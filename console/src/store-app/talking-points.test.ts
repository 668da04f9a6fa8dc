import { expect, test } from "vitest";
import type { Consent, Profile } from "../api/forms.ts";
import { words } from "../words/words.ts";
import { conversationOf } from "./talking-points.ts";

const personalisation: Consent = {
  purpose: "personalisation",
  channel: "any",
  topic: null,
  state: "granted",
  effectiveAt: "2026-11-01T10:00:00Z",
};

function customer(more: Partial<Profile>): Profile {
  return {
    id: "prf_1",
    name: "Ada Fairweather",
    identifiers: [],
    traits: {},
    traitSources: {},
    computed: {},
    segments: [],
    consents: [personalisation],
    lastSeen: {},
    openCart: { currency: "GBP", items: [{ product: "lamp", name: "Lamp", quantity: 1, priceMinor: 100 }] },
    lastViewed: [{ product: "vase", name: "Vase", at: "2026-11-01T10:00:00Z" }],
    affinities: [],
    orders: { count: 0, netMinor: 0, currency: "GBP", lastAt: null },
    simulated: false,
    ...more,
  };
}

const quiet = { loyalty: undefined, hasOpenCase: false, hints: [] };

test("with consent staff may speak of the cart and of what was viewed, without saying that they saw it", () => {
  const { points, donts } = conversationOf({ ...quiet, profile: customer({}) });

  expect(points.map(({ key }) => key)).toEqual(["cart", "viewed"]);
  expect(donts).toEqual([words.store.donts.online]);
});

test("without consent nothing that the customer merely did is told, and staff are to ask", () => {
  const { points, dos, donts } = conversationOf({ ...quiet, profile: customer({ consents: [] }) });

  expect(points).toEqual([]);
  expect(dos).toContain(words.store.dos.askConsent);
  expect(donts).toEqual([words.store.donts.creepy]);
});

test("while a case is open nothing is offered, not even the cart", () => {
  const { points, dos, donts } = conversationOf({ ...quiet, profile: customer({}), hasOpenCase: true });

  expect(points.map(({ key }) => key)).toEqual(["viewed"]);
  expect(dos).toContain(words.store.dos.trouble);
  expect(donts).toContain(words.store.donts.offer);
});

test("an address is no name to greet by", () => {
  expect(conversationOf({ ...quiet, profile: customer({ name: "ada@example.com" }) }).dos).toEqual([]);
});
