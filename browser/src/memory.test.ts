import { expect, test } from "vitest";
import { createMemory, newVisitor, withSession } from "./memory.ts";
import { inMemory } from "./storage.ts";

const minute = 60_000;

test("a visit goes on over pauses of up to half an hour, and a longer one begins the next", () => {
  const first = withSession(newVisitor({ analytics: true }), 1_000_000);
  const goesOn = withSession(first.memory, 1_000_000 + 30 * minute);
  const next = withSession(goesOn.memory, 1_000_000 + 61 * minute);

  expect([first.isNew, goesOn.isNew, next.isNew]).toEqual([true, false, true]);
  expect([first.id, goesOn.id, next.id]).toEqual([1_000_000, 1_000_000, 1_000_000 + 61 * minute]);
});

test.each(["", "{", "null", "7", "[]", '{"answers":{"analytics":true}}', '{"anonymousId":1,"answers":{}}'])(
  "what somebody else left under our name (%j) is no consent",
  (text) => {
    const storage = inMemory();
    storage.setItem("attune", text);

    expect(createMemory(storage).read()).toBeUndefined();
  },
);
