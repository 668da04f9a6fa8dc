import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mergesPerRecord } from "../profile/index.ts";
import { findByIdentifier } from "../profile/postgres/find-profile.ts";
import { anEvent } from "../profile/testing/an-event.ts";
import { refoldLeaf } from "./refold.ts";
import { type OpenStream, openStream, testNow } from "./testing/open-stream.ts";

let open: OpenStream;
beforeAll(async () => {
  open = await openStream();
});
afterAll(() => open.close());

let runs = 0;

test("a profile made anew from its events is the profile that was kept, also after a merge and its undoing", async () => {
  const fact = fc.record({
    who: fc.nat(1),
    at: fc.nat(20),
    name: fc.constantFrom(
      "Product Viewed",
      "Product Added",
      "Order Completed",
      "Consent Given",
      "Identified",
    ),
    product: fc.constantFrom("p1", "p2"),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(fact, { minLength: 2, maxLength: 12 }), fc.boolean(), async (facts, undone) => {
      runs += 1;
      const people = [`re-${runs}-a`, `re-${runs}-b`];
      const events = facts.map(({ who, at, name, product }) =>
        anEvent({
          userId: people[who] ?? "",
          anonymousId: `device-${runs}-${who}`,
          type: name === "Identified" ? "identify" : "track",
          name,
          occurredAt: testNow - at * 60_000,
          originalAt: testNow - at * 60_000,
          properties: {
            product_id: product,
            email: "x@example.com",
            purpose: "marketing",
            url: "https://shop.example/?q=1",
          },
          traits: { city: product, address: { country: "GB" } },
        }),
      );
      const positions = await open.take([...events, ...people.map((userId) => anEvent({ userId }))]);
      const [a, b] = await Promise.all(people.map((userId) => open.find(userId)));
      const [from, into] = [a?.leaves[0]?.leafId ?? 0, b?.leaves[0]?.leafId ?? 0];
      const [merged = 0] = await open.take([
        { kind: "merge", fromLeafId: from, intoLeafId: into, actor: "clerk", receivedAt: testNow },
      ]);
      if (undone)
        await open.take([
          { kind: "undoMerge", mergeId: merged * mergesPerRecord, actor: "clerk", receivedAt: testNow },
        ]);
      await open.stream.sunkUpTo(Math.max(...positions));

      for (const userId of people) {
        const found = await findByIdentifier(open.stores.database, 1, "userId", userId);
        for (const [leafId, kept] of Object.entries(found?.state.leaves ?? {})) {
          const again = await refoldLeaf(1, Number(leafId), {
            database: open.stores.database,
            memory: open.stores.memory,
            program: open.stream.segments.program(),
            sunkTo: open.stream.progress().sunk,
          });
          expect(again).toEqual(kept);
        }
      }
      const ends = await Promise.all(people.map((userId) => open.find(userId)));
      expect(ends[0]?.profileId === ends[1]?.profileId).toBe(!undone);
    }),
    { numRuns: 15 },
  );
}, 60_000);
