import { holidayRegions, holidays, type OccasionCondition } from "@attune/contract";
import { expect, test } from "vitest";
import { aView } from "../../testing/a-view.ts";
import { programOf } from "../../testing/program-of.ts";
import { dayOfRule } from "./holiday-days.ts";
import { holidayRules, ruleOf } from "./holiday-rules.ts";

type Traits = Readonly<Record<string, string>>;
const dayMs = 86_400_000;

/** In London. */
const holdsAt = (condition: OccasionCondition, at: string, traits: Traits = {}): boolean | undefined =>
  programOf({ s: condition }).evaluate(aView({ traits }), "all", Date.parse(at), () => false)[0]?.isMember;

const known: readonly (readonly [
  holiday: (typeof holidays)[number],
  region: string,
  days: readonly string[],
])[] = [
  ["easter", "", ["2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2038-04-25", "2285-03-22"]],
  ["goodFriday", "", ["2026-04-03"]],
  ["ascensionDay", "", ["2026-05-14"]],
  ["carnivalMonday", "", ["2026-02-16"]],
  ["mothersDay", "US", ["2025-05-11", "2026-05-10"]],
  ["mothersDay", "GB", ["2025-03-30", "2026-03-15"]],
  ["mothersDay", "FR", ["2025-05-25", "2026-05-31", "2020-06-07"]],
  ["mothersDay", "NO", ["2026-02-08"]],
  ["fathersDay", "AU", ["2026-09-06"]],
  ["fathersDay", "DE", ["2026-05-14"]],
  ["thanksgiving", "US", ["2025-11-27", "2026-11-26"]],
  ["thanksgiving", "CA", ["2026-10-12"]],
  ["blackFriday", "", ["2025-11-28", "2026-11-27"]],
  ["cyberMonday", "", ["2026-11-30"]],
];

test("movable feasts fall on the days that almanacs name", () => {
  for (const [holiday, region, days] of known) {
    const rule = ruleOf(holiday, region);
    const found = days.map((day) =>
      rule === undefined
        ? ""
        : new Date(dayOfRule(rule, Number(day.slice(0, 4))) * dayMs).toISOString().slice(0, 10),
    );
    expect([holiday, region, found]).toEqual([holiday, region, days]);
  }
});

test("each region that a condition may name has a rule, and no other has", () => {
  for (const holiday of holidays) {
    const regions = holidayRegions[holiday];
    const rules = holidayRules[holiday];
    expect([holiday, regions === "everywhere" ? "by" in rules : Object.keys(rules).sort()]).toEqual([
      holiday,
      regions === "everywhere" ? true : [...regions].sort(),
    ]);
  }
});

test("an occasion lasts the whole day of the brand, and as many days around it as are asked", () => {
  const easter: OccasionCondition = { occasion: "easter", before: "7d", after: "1d" };

  expect(holdsAt(easter, "2026-03-28T23:59:59.999Z")).toBe(false);
  // On 29 March London's clocks go forward.
  expect(holdsAt(easter, "2026-03-29T00:00:00Z")).toBe(true);
  expect(holdsAt(easter, "2026-04-06T22:59:59.999Z")).toBe(true);
  expect(holdsAt(easter, "2026-04-06T23:00:00Z")).toBe(false);
});

test("who was born on 29 February has a birthday on the 28th in other years", () => {
  const birthday: OccasionCondition = { occasion: "birthday" };
  const traits = { birthday: "1992-02-29" };

  expect(
    ["2027-02-28T12:00Z", "2027-03-01T12:00Z", "2028-02-28T12:00Z", "2028-02-29T12:00Z"].map((at) =>
      holdsAt(birthday, at, traits),
    ),
  ).toEqual([true, false, false, true]);
});

test("a birthday that a system wrote as midnight UTC is that day in every zone", () => {
  expect(
    holdsAt({ occasion: "birthday" }, "2026-07-01T12:00:00Z", { birthDate: "1990-07-01T00:00:00.000Z" }),
  ).toBe(true);
});

test("without a region the customer's own country says when the occasion is", () => {
  const mothersDay: OccasionCondition = { occasion: "mothersDay" };
  const on = (at: string, country: string): boolean | undefined =>
    holdsAt(mothersDay, at, { "address.country": country });

  expect([
    on("2026-03-15T12:00Z", "gb"),
    on("2026-05-10T12:00Z", "GB"),
    on("2026-05-10T12:00Z", "US"),
  ]).toEqual([true, false, true]);
  expect(holdsAt(mothersDay, "2026-05-10T12:00Z")).toBe(false);
  expect(on("2026-05-10T12:00Z", "United States")).toBe(false);
});

test("summer is where the customer is: in Sydney in January", () => {
  const summer: OccasionCondition = { occasion: "summer" };

  expect(["AU", "GB"].map((country) => holdsAt(summer, "2026-01-15T12:00Z", { country }))).toEqual([
    true,
    false,
  ]);
  expect(["AU", "GB"].map((country) => holdsAt(summer, "2026-07-15T12:00Z", { country }))).toEqual([
    false,
    true,
  ]);
});
