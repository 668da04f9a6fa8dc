import { expect, test } from "vitest";
import { maskAnswer } from "./mask-answer.ts";

const all = new Set(["name", "contact", "details"] as const);
const profile = {
  id: "prf_4k",
  name: "Ada Fairweather",
  identifiers: [
    { namespace: "userId", value: "12583" },
    { namespace: "email", value: "ada@example.com" },
    { namespace: "card", value: "9921" },
  ],
  traits: {
    firstName: "Ada",
    email: "ada@example.com",
    birthday: "1984-05-12",
    address: { city: "Brighton", postcode: "BN1" },
    tier: "gold",
  },
  segments: ["lapsed"],
};

test("a role that needs nobody's name sees no name, address, birthday or card, and is told what is hidden", () => {
  const { body, masked } = maskAnswer(profile, all);

  expect(JSON.stringify(body)).not.toMatch(/Ada|example|1984|Brighton|BN1|9921/);
  expect(body).toMatchObject({ id: "prf_4k", traits: { tier: "gold" }, segments: ["lapsed"] });
  expect(masked).toEqual([
    "identifiers.card",
    "identifiers.email",
    "name",
    "traits.address",
    "traits.birthday",
    "traits.email",
    "traits.firstName",
  ]);
});

test("marketing sees who it is and not how to reach them", () => {
  const { body } = maskAnswer(profile, new Set(["contact", "details"] as const));

  expect(body).toMatchObject({ name: "Ada Fairweather", traits: { firstName: "Ada", email: "•••" } });
  expect(JSON.stringify(body)).not.toMatch(/example\.com|1984|BN1/);
});

test("a name that is an e-mail address is one, wherever it stands", () => {
  const list = { items: [{ profile: "prf_1", name: "ada@example.com", enteredAt: "2026-05-01" }] };

  const { body, masked } = maskAnswer(list, new Set(["contact"] as const));

  expect(JSON.stringify(body)).not.toContain("example");
  expect(masked).toEqual(["items.name"]);
});

test("names of segments, products and events stay, and so does what was searched for", () => {
  const timeline = {
    items: [
      {
        id: "evt_1",
        name: "Products Searched",
        properties: { query: "lantern", phone: "+44 1", name: "Lamp" },
      },
      { key: "lapsed", name: "Lapsed" },
    ],
  };

  const { body, masked } = maskAnswer(timeline, all);

  expect(body).toMatchObject({
    items: [{ properties: { query: "lantern", phone: "•••", name: "Lamp" } }, { name: "Lapsed" }],
  });
  expect(masked).toEqual(["items.properties.phone"]);
});

test("who sees everything sees the answer itself", () => {
  expect(maskAnswer(profile, new Set()).body).toBe(profile);
});
