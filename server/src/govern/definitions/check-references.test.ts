import fc from "fast-check";
import { expect, test } from "vitest";
import { Refusal } from "../../kernel/refusal.ts";
import { checkReferences, type Node } from "./check-references.ts";

const segment = (key: string, ...to: string[]): Node => ({
  kind: "segment",
  key,
  references: to.map((name, at) => ({ kind: "segment", key: name, pointer: `/condition/all/${at}/segment` })),
});

const refused = (live: readonly Node[], touched: readonly Node[]): Refusal | undefined => {
  try {
    checkReferences(live, touched, () => "");
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
};

test("a definition that names one that is not live is refused, with the place where it does", () => {
  const lovers = segment("lovers", "regulars");

  const refusal = refused([lovers], [lovers]);

  expect(refusal?.code).toBe("definition.missing_reference");
  expect(refusal?.faults).toEqual([
    { pointer: "/condition/all/0/segment", message: 'There is no live segment "regulars".' },
  ]);
});

test("what others refer to cannot be retired", () => {
  const refusal = refused([segment("lovers", "regulars")], [segment("regulars")]);

  expect(refusal?.code).toBe("definition.in_use");
  expect(refusal?.status).toBe(409);
});

test("a definition cannot come to refer to itself, however long the way round", () => {
  const [a, b, c] = [segment("a", "b"), segment("b", "c"), segment("c", "a")];

  const refusal = refused([a, b, c], [c]);

  expect(refusal?.code).toBe("definition.cycle");
  expect(refusal?.message).toContain("segment/c → segment/a → segment/b → segment/c");
});

test("a set of definitions is let in exactly when it can be put in an order in which each names only earlier ones", () => {
  const graph = fc
    .array(fc.tuple(fc.nat(6), fc.nat(6)), { maxLength: 12 })
    .map((edges) =>
      Array.from({ length: 7 }, (_, from) =>
        segment(`s${from}`, ...edges.filter(([start]) => start === from).map(([, end]) => `s${end}`)),
      ),
    );

  fc.assert(
    fc.property(graph, (nodes) => {
      const done = new Set<string>();
      for (const _ of nodes) {
        for (const node of nodes) if (node.references.every((to) => done.has(to.key))) done.add(node.key);
      }

      expect(refused(nodes, nodes) === undefined).toBe(done.size === nodes.length);
    }),
  );
});
