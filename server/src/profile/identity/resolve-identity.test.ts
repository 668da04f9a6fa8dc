import type { EventRecord } from "@attune/contract";
import { expect, test } from "vitest";
import { anEvent } from "../testing/an-event.ts";
import { IdentityGraph } from "./identity-graph.ts";
import { resolveIdentity } from "./resolve-identity.ts";

function aShop(): {
  readonly graph: IdentityGraph;
  profileOf(event: Partial<EventRecord>, saleKey?: string): number;
} {
  const graph = new IdentityGraph({ nextLeafId: 1, links: [], leaves: [] });
  return {
    graph,
    profileOf: (event, saleKey) => {
      graph.position += 1;
      const leafId = resolveIdentity(graph, anEvent(event), saleKey);
      return leafId === undefined ? -1 : graph.leaf(leafId).profileId;
    },
  };
}

test("what a visitor looked at before she signed in is hers afterwards", () => {
  const shop = aShop();
  const before = shop.profileOf({ anonymousId: "device", proof: "publicKey" });

  const after = shop.profileOf({
    anonymousId: "device",
    userId: "ann",
    type: "identify",
    proof: "publicKey",
  });

  expect(after).toBe(before);
});

test("on a shared device the second customer inherits nothing of the first", () => {
  const shop = aShop();
  const ann = shop.profileOf({ anonymousId: "device", userId: "ann", proof: "publicKey" });
  const ben = shop.profileOf({ anonymousId: "device", userId: "ben", proof: "publicKey" });
  const nobody = shop.profileOf({ anonymousId: "device", proof: "publicKey" });

  expect(ben).not.toBe(ann);
  expect(nobody).toBe(ben);
});

test("after a log-out the device belongs to nobody until someone signs in", () => {
  const shop = aShop();
  const ann = shop.profileOf({ anonymousId: "device", userId: "ann" });
  shop.profileOf({ anonymousId: "device", userId: "ann", name: "Signed Out" });
  const nobody = shop.profileOf({ anonymousId: "device" });
  const ben = shop.profileOf({ anonymousId: "device", userId: "ben" });

  expect(nobody).not.toBe(ann);
  expect(ben).toBe(nobody);
});

test("two customers who share a till's e-mail address stay two customers", () => {
  const shop = aShop();
  const email = [{ namespace: "email", value: "till@example.com" }] as const;
  const ann = shop.profileOf({ userId: "ann", identifiers: email });
  const ben = shop.profileOf({ userId: "ben", identifiers: email });

  expect(ben).not.toBe(ann);
});

test("a till sale known by card only joins the customer who states that card", () => {
  const shop = aShop();
  const card = [{ namespace: "card", value: "4711" }] as const;
  shop.profileOf({ identifiers: card });
  const ann = shop.profileOf({ userId: "ann", identifiers: card });

  expect(shop.profileOf({ identifiers: card })).toBe(ann);
});

test("through a public key nobody takes a card, an e-mail address or another customer over", () => {
  const shop = aShop();
  const ann = shop.profileOf({
    userId: "ann",
    identifiers: [{ namespace: "email", value: "ann@example.com" }],
  });
  shop.profileOf({
    anonymousId: "thief",
    userId: "ben",
    proof: "publicKey",
    identifiers: [{ namespace: "email", value: "ann@example.com" }],
  });
  shop.profileOf({
    type: "alias",
    userId: "ben",
    previousId: "ann",
    anonymousId: "thief",
    proof: "publicKey",
  });

  expect(shop.graph.find("email", "ann@example.com")?.profileId).toBe(ann);
  expect(shop.graph.find("userId", "ben")?.profileId).not.toBe(ann);
});

test("what a public key says of a known customer lands on the device's own leaf", () => {
  const shop = aShop();
  const ann = shop.profileOf({ userId: "ann" });
  shop.profileOf({ anonymousId: "device", userId: "ann", proof: "publicKey" });

  const device = shop.graph.find("anonymousId", "device");
  expect(device).toMatchObject({ profileId: ann, proof: "publicKey", namespace: "anonymousId" });
});

test("an alias joins two customers through a secret key, and an alias of oneself does nothing", () => {
  const shop = aShop();
  shop.profileOf({ userId: "old" });
  const young = shop.profileOf({ userId: "young" });
  shop.profileOf({ type: "alias", userId: "young", previousId: "old" });
  shop.profileOf({ type: "alias", userId: "young", previousId: "young" });

  expect(shop.graph.find("userId", "old")?.profileId).toBe(young);
  expect(shop.graph.changes().merges).toHaveLength(1);
});

test("a sale without a customer is claimed later, whether the till told it before or after the claim", () => {
  const shop = aShop();
  const receipt = shop.profileOf({ name: "Store Purchase Completed" }, "r1");
  const ann = shop.profileOf({ name: "Receipt Claimed", userId: "ann" }, "r1");
  shop.profileOf({ name: "Receipt Claimed", userId: "ann" }, "r2");
  const late = shop.profileOf({ name: "Store Purchase Completed" }, "r2");

  expect(receipt).not.toBe(ann);
  expect(shop.graph.find("receipt", "r1")?.profileId).toBe(ann);
  expect(late).toBe(ann);
});

test("undoing a merge gives each customer back what is theirs, with what came since", () => {
  const shop = aShop();
  const ann = shop.profileOf({ userId: "ann" });
  const ben = shop.profileOf({ userId: "ben" });
  shop.graph.merge(ann, ben, "api", "clerk");
  const [step] = shop.graph.changes().merges;
  shop.profileOf({ userId: "ann", anonymousId: "new device" });
  if (step) shop.graph.undo(step, "clerk");

  expect(shop.graph.find("userId", "ann")?.profileId).toBe(ann);
  expect(shop.graph.find("anonymousId", "new device")?.profileId).toBe(ann);
  expect(shop.graph.find("userId", "ben")?.profileId).toBe(ben);
});

test("undoing two merges in either order ends the same", () => {
  const ends = [
    [0, 1],
    [1, 0],
  ].map((order) => {
    const shop = aShop();
    const [a, b, c] = ["a", "b", "c"].map((userId) => shop.profileOf({ userId }));
    shop.graph.position += 1;
    shop.graph.merge(a ?? 0, b ?? 0, "api", "clerk");
    shop.graph.position += 1;
    shop.graph.merge(b ?? 0, c ?? 0, "api", "clerk");
    const { merges } = shop.graph.changes();
    for (const at of order) {
      const step = merges[at];
      if (step) shop.graph.undo(step, "clerk");
    }
    return ["a", "b", "c"].map((userId) => shop.graph.find("userId", userId)?.profileId);
  });

  expect(ends[0]).toEqual([1, 2, 3]);
  expect(ends[1]).toEqual([1, 2, 3]);
});

test("a device that staff have joined to a customer is not handed on through a public key", () => {
  const shop = aShop();
  const card = shop.profileOf({ identifiers: [{ namespace: "card", value: "1" }] });
  const device = shop.profileOf({ anonymousId: "device", proof: "publicKey" });
  shop.graph.position += 1;
  shop.graph.merge(device, card, "api", "clerk");
  const mallory = shop.profileOf({
    anonymousId: "device",
    userId: "mallory",
    type: "identify",
    proof: "publicKey",
  });

  expect(mallory).not.toBe(card);
  expect(shop.graph.find("card", "1")?.profileId).toBe(card);
});

test("seven receipts with seven cards and the till's own e-mail address are seven customers", () => {
  const shop = aShop();
  const profiles = [1, 2, 3, 4, 5, 6, 7].map((n) =>
    shop.profileOf({
      identifiers: [
        { namespace: "card", value: `c${n}` },
        { namespace: "email", value: "till@example.com" },
      ],
    }),
  );

  expect(new Set(profiles).size).toBe(7);
});

test("naming one customer from ever new devices does not link more than the limit", () => {
  const shop = aShop();
  const ann = shop.profileOf({ userId: "ann" });
  for (let n = 0; n < 300; n += 1)
    shop.profileOf({ anonymousId: `d${n}`, userId: "ann", proof: "publicKey" });

  expect(shop.graph.leavesOf(ann)).toHaveLength(201);
});
