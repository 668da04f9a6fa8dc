import type { Json } from "@attune/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deriveSale } from "./derive-sale.ts";
import { mergeSale } from "./sale-state.ts";
import { noon, stateOf, told } from "./testing/a-sale.ts";

describe("the order in which a sale's events arrive", () => {
  const product = fc.constantFrom("mug", "lamp", "cup");
  const line = fc.record(
    {
      product_id: product,
      price: fc.constantFrom(10, "3.333", 0.1),
      quantity: fc.constantFrom(1, 2, -1, 0.5),
    },
    { requiredKeys: ["product_id"] },
  );
  const properties = fc.record(
    {
      products: fc.array(line, { maxLength: 3 }),
      total: fc.constantFrom(20, 33.35),
      discount: fc.constantFrom(0, 2, 5.55),
      shipping: fc.constantFrom(0, 4.9),
      currency: fc.constantFrom("EUR", "JPY", "KWD"),
      refund_id: fc.constantFrom("r1", "r2"),
      location_id: fc.constantFrom("north", "south"),
    },
    { requiredKeys: [] },
  );
  const event = fc
    .tuple(
      fc.constantFrom(
        "Order Completed",
        "Store Purchase Completed",
        "Order Updated",
        "Order Refunded",
        "Product Returned",
        "Order Cancelled",
      ),
      properties,
      fc.integer({ min: 0, max: 3 }),
      fc.constantFrom("publicKey" as const, "secretKey" as const),
      fc.boolean(),
    )
    .map(([name, stated, at, proof, known]) => {
      const made = told(name, stated as Record<string, Json>, { proof, occurredAt: noon + at });
      if (!known) delete (made as { userId?: string }).userId;
      return made;
    });
  const history = fc.array(event, { minLength: 1, maxLength: 8 });

  it("does not matter, nor how parts of it are joined", () => {
    fc.assert(
      fc.property(history, fc.integer(), fc.nat({ max: 8 }), (events, seed, cut) => {
        const shuffled = events.toSorted((a, b) => hashOf(a.messageId, seed) - hashOf(b.messageId, seed));
        const whole = stateOf(events);
        expect(stateOf(shuffled)).toEqual(whole);
        expect(deriveSale(stateOf(shuffled), "EUR")).toEqual(deriveSale(whole, "EUR"));
        const [left, right] = [events.slice(0, cut), events.slice(cut)];
        if (left.length > 0 && right.length > 0) {
          expect(mergeSale(stateOf(left), stateOf(right))).toEqual(whole);
          expect(mergeSale(stateOf(right), stateOf(left))).toEqual(whole);
        }
        expect(mergeSale(whole, whole)).toEqual(whole);
        expect(JSON.parse(JSON.stringify(whole))).toEqual(whole);
      }),
      { numRuns: 500 },
    );
  });

  it("and the sale adds up: net is what was sold less what came back", () => {
    fc.assert(
      fc.property(history, (events) => {
        const sale = deriveSale(stateOf(events), "EUR");
        const counts = ({ kind }: { kind: string }): boolean => kind !== "shipping" && kind !== "giftCard";
        const sold = sale.lines.filter(counts).reduce((sum, entry) => sum + entry.netMinor, 0);
        const back = sale.returns.filter(counts).reduce((sum, entry) => sum + entry.netMinor, 0);
        expect(sale.netMinor).toBe(sale.status === "cancelled" ? 0 : sold - back);
        for (const entry of sale.lines) {
          expect(Number.isSafeInteger(entry.netMinor)).toBe(true);
          expect(Math.abs(entry.returnedMinor)).toBeLessThanOrEqual(Math.abs(entry.netMinor));
        }
      }),
      { numRuns: 500 },
    );
  });
});

function hashOf(text: string, seed: number): number {
  let hash = seed | 0;
  for (const letter of text) hash = Math.imul(hash ^ letter.charCodeAt(0), 16777619);
  return hash >>> 0;
}
