import { decideAnswerSchema } from "@attune/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { aCustomer, type CustomerFacts } from "./testing/a-customer.ts";
import { aShelf } from "./testing/a-shelf.ts";
import { decideScene, type Scene } from "./testing/ground.ts";

const keys = ["a", "b", "c", "d", "e", "f"];
const products = ["p0", "p1", "p2", "p3", "p4", "p5"];
const product = fc.constantFrom(...products);
const someProducts = fc.uniqueArray(product);

const experience = fc.record(
  {
    priority: fc.integer({ min: 0, max: 3 }),
    condition: fc.record({ trait: fc.constantFrom("tier", "town"), is: fc.constantFrom("x", "y") }),
    items: fc.record({
      strategy: fc.constantFrom("popular", "recentlyViewed", "boughtTogether"),
      limit: fc.integer({ min: 1, max: 5 }),
    }),
    fallback: fc.boolean(),
    placement: fc.constantFrom("hero", "row"),
  },
  { requiredKeys: ["placement"] },
);

const scene = fc.record({
  experiences: fc.dictionary(fc.constantFrom(...keys), experience),
  stock: fc.record({
    listed: someProducts,
    soldOut: fc.uniqueArray(
      fc.oneof(
        product,
        product.map((key) => `${key}@leeds`),
      ),
    ),
    popular: someProducts,
    together: fc.dictionary(product, someProducts),
  }),
  context: fc.record({ store: fc.constant("leeds"), productId: product }, { requiredKeys: [] }),
});

const facts: fc.Arbitrary<CustomerFacts> = fc.record({
  traits: fc.dictionary(fc.constantFrom("tier", "town"), fc.constantFrom("x", "y")),
  viewed: someProducts,
  cart: someProducts,
});

type Drawn = typeof scene extends fc.Arbitrary<infer T> ? T : never;

function sceneOf({ experiences, stock, context }: Drawn, more: Partial<Scene> = {}): Scene {
  return {
    experiences,
    placements: { hero: {}, row: {} },
    shelf: aShelf({ ...stock, products: stock.listed }),
    context,
    ...more,
  };
}

const granted = { "any.personalisation": "granted" } as const;

test("the same customer, definitions, shelf and situation give the same bytes, whatever the channel and the order of definitions", () => {
  fc.assert(
    fc.property(scene, facts, (drawn, known) => {
      const customer = aCustomer({ ...known, consents: granted });
      const turned = Object.fromEntries(Object.entries(drawn.experiences).toReversed());

      const one = decideScene(sceneOf(drawn, { customer, channel: "web" }));
      const other = decideScene(sceneOf({ ...drawn, experiences: turned }, { customer, channel: "store" }));

      expect(other).toEqual({ ...one, record: other.record });
      decideAnswerSchema.parse({ decisionId: one.decisionId, placements: JSON.parse(one.placements) });
    }),
  );
});

test("no product is ever shown that is sold out where the customer is, or that the catalogue does not know", () => {
  fc.assert(
    fc.property(scene, facts, (drawn, known) => {
      const customer = aCustomer({ ...known, consents: granted });
      const place = drawn.context.store === undefined ? "" : `@${drawn.context.store}`;

      const { placements } = decideScene(sceneOf(drawn, { customer }));

      const answers = Object.values(
        JSON.parse(placements) as Record<string, { items?: { product: string }[] }>,
      );
      for (const { product: shown } of answers.flatMap(({ items = [] }) => items)) {
        expect(drawn.stock.listed).toContain(shown);
        expect(drawn.stock.soldOut).not.toContain(`${shown}${place}`);
      }
    }),
  );
});

test("without consent nothing that is known of a customer changes a single byte", () => {
  const refusal = fc.constantFrom(
    {},
    { "any.personalisation": "denied" } as const,
    {
      "any.personalisation": "withdrawn",
    } as const,
  );

  fc.assert(
    fc.property(scene, facts, facts, refusal, (drawn, known, otherwise, consents) => {
      const one = decideScene(sceneOf(drawn, { customer: aCustomer({ ...known, consents }) }));
      const other = decideScene(sceneOf(drawn, { customer: aCustomer({ ...otherwise, consents }) }));

      expect(other).toEqual(one);
    }),
  );
});

test("a customer without consent is shown what a stranger is shown", () => {
  fc.assert(
    fc.property(scene, facts, (drawn, known) => {
      const contents = (more: Partial<Scene>): unknown[] =>
        Object.values(
          JSON.parse(decideScene(sceneOf(drawn, more)).placements) as Record<string, { reason?: unknown }>,
        ).map(({ reason: _reason, ...shown }) => shown);

      expect(contents({ customer: aCustomer(known) })).toEqual(contents({}));
    }),
  );
});
