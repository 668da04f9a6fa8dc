import { expect, it } from "vitest";
import { act, begin } from "./draft.ts";

it("what is typed at one place without a pause is taken back at once, another place apart", () => {
  let history = begin({ did: "", within: "30d" });
  for (const [at, did] of ["O", "Or", "Order"].entries())
    history = act(history, { kind: "change", value: { did, within: "30d" }, atMs: at * 100 });
  history = act(history, { kind: "change", value: { did: "Order", within: "7d" }, atMs: 400 });

  history = act(history, { kind: "undo" });
  expect(history.value).toEqual({ did: "Order", within: "30d" });
  history = act(history, { kind: "undo" });
  expect(history.value).toEqual({ did: "", within: "30d" });
  expect(act(history, { kind: "undo" })).toBe(history);
});

it("what was taken back can be had again, until something else is done", () => {
  let history = act(begin({ segment: "a" }), { kind: "change", value: { all: [] }, atMs: 0 });
  history = act(history, { kind: "undo" });
  expect(act(history, { kind: "redo" }).value).toEqual({ all: [] });

  history = act(history, { kind: "change", value: { segment: "b" }, atMs: 5_000 });
  expect(act(history, { kind: "redo" })).toBe(history);
});
