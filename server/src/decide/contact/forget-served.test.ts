import type { Cap } from "@attune/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { ContactRow, Met } from "./contact.ts";
import { forgetServed } from "./forget-served.ts";
import type { Rule } from "./rules.ts";
import { createTally } from "./tally.ts";
import { createWindows } from "./windows.ts";

const nowMs = Date.UTC(2026, 5, 10, 12);
const day = 86_400_000;
const windows = createWindows("Europe/London");

const drawnCap: fc.Arbitrary<Cap> = fc.record(
  {
    by: fc.constantFrom("served" as const, "bought" as const),
    most: fc.integer({ min: 1, max: 4 }),
    within: fc.constantFrom("1h", "1d", "7d", "1mo", "1y"),
  },
  { requiredKeys: ["by", "most"] },
);
const drawnPeriod: fc.Arbitrary<Cap> = fc.record({
  by: fc.constant("served" as const),
  most: fc.integer({ min: 1, max: 4 }),
  per: fc.constantFrom("day" as const, "week" as const, "month" as const, "year" as const),
});
const drawnRow: fc.Arbitrary<ContactRow> = fc.record({
  leafId: fc.constant(7),
  kind: fc.constant("served" as const),
  experience: fc.constantFrom("a", "b"),
  placement: fc.constantFrom("hero", "row"),
  channel: fc.constantFrom("web" as const, "store" as const),
  tags: fc.constantFrom([], ["red"]),
  promotes: fc.boolean(),
  times: fc
    .array(fc.integer({ min: 0, max: 800 * 24 }), { minLength: 1, maxLength: 5 })
    .map((hours) => hours.map((ago) => nowMs - ago * 3_600_000).sort((a, b) => b - a)),
});

const own = (experience: string, caps: readonly Cap[]): Rule => ({
  name: "experience",
  caps,
  coolDown: undefined,
  channel: undefined,
  experience,
  covers: (met) => met.experience === experience,
});
const promotional = (caps: readonly Cap[]): Rule => ({
  name: "policy all",
  caps,
  coolDown: undefined,
  channel: undefined,
  experience: undefined,
  covers: ({ promotes }) => promotes,
});

test("whatever was served, bought and forgotten, no cap in force comes to another answer, in any zone, now and in a simulation of the last seven days", () => {
  const caps = fc.array(fc.oneof(drawnCap, drawnPeriod), { maxLength: 3 });
  fc.assert(
    fc.property(
      fc.array(drawnRow, { maxLength: 6 }),
      fc.tuple(caps, caps, caps),
      fc.array(fc.integer({ min: 0, max: 400 * 24 }), { maxLength: 4 }),
      fc.constantFrom("Pacific/Kiritimati", "Europe/London", "Pacific/Pago_Pago"),
      fc.integer({ min: 0, max: 7 * 24 }),
      (rows, [ofA, ofB, ofAll], boughtHoursAgo, zone, hoursAgo) => {
        const rules = [own("a", ofA), own("b", ofB), promotional(ofAll)];
        const rulesOn = (met: Met): readonly Rule[] => rules.filter((rule) => rule.covers(met));
        const kept = forgetServed(rows, { rulesOn }, windows, nowMs);
        const atMs = nowMs - hoursAgo * 3_600_000;
        const boughtAt = boughtHoursAgo.map((ago) => nowMs - ago * 3_600_000);
        const answers = (past: readonly ContactRow[]): unknown =>
          rules.map(
            (rule) =>
              createTally({
                past: { rows: past, boughtAt },
                windows,
                zone: () => zone,
                nowMs: atMs,
                describe: () => undefined,
              }).hinders([rule], "web")?.reason,
          );

        expect(answers(kept)).toEqual(answers(rows));
      },
    ),
    { numRuns: 500 },
  );
});

test("what is not in force any longer keeps for a year what it was served, since it may be put again", () => {
  const row: ContactRow = {
    leafId: 7,
    kind: "served",
    experience: "gone",
    placement: "hero",
    channel: "web",
    tags: [],
    promotes: true,
    times: [nowMs - 300 * day, nowMs - 400 * day],
  };

  const kept = forgetServed([row], { rulesOn: () => undefined }, windows, nowMs);

  expect(kept).toEqual([{ ...row, times: [nowMs - 300 * day] }]);
  expect(forgetServed(kept, { rulesOn: () => [] }, windows, nowMs)).toEqual([]);
});
