import type { Json } from "@attune/contract";
import { expect, it } from "vitest";
import {
  addPart,
  duplicatePart,
  groupPart,
  movePart,
  negatePart,
  removePart,
  setWord,
  ungroupPart,
} from "./tree.ts";

const a: Json = { segment: "a" };
const b: Json = { segment: "b" };
const c: Json = { segment: "c" };

it("a condition that stands alone becomes a group when a second one joins it", () => {
  expect(addPart(a, "", b)).toEqual({ value: { all: [a, b] }, pointer: "/all/1" });
  expect(addPart({ any: [a] }, "", b)).toEqual({ value: { any: [a, b] }, pointer: "/any/1" });
});

it("a part moves among its neighbours and takes its “not” along", () => {
  const start = { all: [a, { not: b }, c] };

  expect(movePart(start, "/all/1/not", -1)).toEqual({
    value: { all: [{ not: b }, a, c] },
    pointer: "/all/0/not",
  });
  expect(movePart(start, "/all/2", 1).value).toEqual(start);
});

it("a part that moves past the end of its brackets leaves them", () => {
  const start = { all: [a, { any: [b, c] }] };

  expect(movePart(start, "/all/1/any/0", -1)).toEqual({
    value: { all: [a, b, { any: [c] }] },
    pointer: "/all/1",
  });
  expect(movePart({ all: [{ any: [b] }, a] }, "/all/0/any/0", 1)).toEqual({
    value: { all: [b, a] },
    pointer: "/all/0",
  });
});

it("the last part of brackets takes them along when it is removed; of everything nothing is left but the place to begin", () => {
  expect(removePart({ all: [a, { any: [b] }] }, "/all/1/any/0")).toEqual({
    value: { all: [a] },
    pointer: "/all/0",
  });
  expect(removePart({ all: [a, { not: b }] }, "/all/1").value).toEqual({ all: [a] });
  expect(removePart(a, "").value).toEqual({ all: [] });
});

it("brackets come and go without losing what stands in them", () => {
  const grouped = groupPart({ all: [a, b] }, "/all/1", "any");
  expect(grouped.value).toEqual({ all: [a, { any: [b] }] });

  expect(ungroupPart(grouped.value, "/all/1").value).toEqual({ all: [a, b] });
});

it("the opposite of the opposite is the thing itself", () => {
  const once = negatePart({ all: [a] }, "/all/0");
  expect(once.value).toEqual({ all: [{ not: a }] });

  expect(negatePart(once.value, "/all/0").value).toEqual({ all: [a] });
});

it("a group's word changes, its parts stay; a part can be had twice", () => {
  expect(setWord({ all: [a, b] }, "", "any").value).toEqual({ any: [a, b] });
  expect(duplicatePart({ all: [a, b] }, "/all/0").value).toEqual({ all: [a, a, b] });
});
