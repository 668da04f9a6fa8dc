import { expect, test } from "vitest";
import type { AuditEntry } from "../audit/audit-queries.ts";
import { looksOf } from "./looks.ts";

const seen = (actor: string, at: string, subject: string): AuditEntry => ({
  id: `${actor}${at}${subject}`,
  at: `2026-03-01T${at}:00Z`,
  kind: "view",
  actor,
  name: null,
  action: "view",
  subject,
  body: {},
  profiles: ["prf_1"],
});

test("what one person saw without a long pause is one look, also while somebody else looked too", () => {
  const looks = looksOf([
    seen("stf_1", "14:20", "listProfileOrders"),
    seen("stf_2", "14:10", "getProfile"),
    seen("stf_1", "14:00", "getProfile"),
    seen("stf_1", "14:00", "listProfileViews"),
    seen("stf_1", "11:00", "getProfile"),
  ]);

  expect(looks.map(({ actor, at, operations }) => [actor, at.slice(11, 16), operations])).toEqual([
    ["stf_1", "14:20", ["listProfileOrders", "getProfile"]],
    ["stf_2", "14:10", ["getProfile"]],
    ["stf_1", "11:00", ["getProfile"]],
  ]);
});
