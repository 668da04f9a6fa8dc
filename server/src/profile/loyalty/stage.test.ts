import { expect, test } from "vitest";
import { parseDay } from "../../kernel/local-date.ts";
import { groupOf, type Score } from "./rfm.ts";
import { shopper, sold } from "./testing/a-shopper.ts";
import type { Population } from "./thresholds.ts";

const day = (text: string): number => parseDay(text) ?? Number.NaN;
const sales = (...dates: readonly string[]) => dates.map((date) => sold(`${date}T12:00:00Z`));
const staged = (dates: readonly string[], asOf: string) => {
  const { stage, subStage, atRisk, returned } = shopper(sales(...dates), `${asOf}T12:00:00Z`, {
    thresholds: { brandGap: 40 },
  });
  return [stage, subStage, ...(atRisk ? ["at risk"] : []), ...(returned ? ["returned"] : [])].join(" ");
};

test("a lead is new, active after a response, cold after 90 days and inactive after 180", () => {
  const lead = (firstSeen: string, engaged?: string) =>
    shopper([], "2026-06-30T12:00:00Z", {
      person: { firstSeenOn: day(firstSeen), engagedOn: engaged === undefined ? {} : { web: day(engaged) } },
    }).subStage;

  expect(lead("2026-04-01")).toBe("newLead");
  expect(lead("2025-01-01", "2026-04-01")).toBe("activeLead");
  expect(lead("2026-03-31")).toBe("coldLead");
  expect(lead("2025-01-01", "2026-01-01")).toBe("coldLead");
  expect(lead("2026-01-01")).toBe("coldLead");
  expect(lead("2025-12-31")).toBe("inactiveLead");
});

test("who bought once is onboarding, first in the first shop, then in the window for a second", () => {
  expect(staged(["2026-05-01"], "2026-05-31")).toBe("onboard firstShop");
  expect(staged(["2026-05-01"], "2026-06-01")).toBe("onboard secondShopWindow");
});

test("who bought again is onboarding until 90 days after the first shop, then grows", () => {
  expect(staged(["2026-03-01", "2026-05-20"], "2026-05-30")).toBe("onboard secondShopWindow");
  expect(staged(["2026-03-01", "2026-05-20"], "2026-05-31")).toBe("grow developing");
});

test("a customer overdue by half their gap is at risk, beyond three gaps lapsing, after a year lapsed, after 24 months lost", () => {
  const habit = ["2025-06-01", "2025-07-11", "2025-08-20", "2025-09-29"];

  expect(staged(habit, "2025-11-28")).toBe("grow developing");
  expect(staged(habit, "2025-11-29")).toBe("grow developing at risk");
  expect(staged(habit, "2026-01-27")).toBe("grow developing at risk");
  expect(staged(habit, "2026-01-28")).toBe("lapse lapsing");
  expect(staged(habit, "2026-09-29")).toBe("lapse lapsing");
  expect(staged(habit, "2026-09-30")).toBe("lapse lapsed");
  expect(staged(habit, "2027-09-29")).toBe("lapse lapsed");
  expect(staged(habit, "2027-09-30")).toBe("lapse lost");
});

test("a weekly buyer does not lapse before 60 days", () => {
  const weekly = ["2026-01-01", "2026-01-08", "2026-01-15", "2026-01-22"];

  expect(staged(weekly, "2026-03-22")).toBe("onboard secondShopWindow");
  expect(staged(weekly, "2026-03-23")).toBe("lapse lapsing");
});

test("a yearly gift buyer does not lapse on day 366", () => {
  const yearly = ["2022-12-10", "2023-12-10", "2024-12-10", "2025-12-10"];

  expect(staged(yearly, "2026-12-11")).toBe("grow developing");
  expect(staged(yearly, "2027-06-10")).toBe("grow developing");
  expect(staged(yearly, "2027-06-11")).toBe("lapse lapsed");
});

test("who shops again after a lapse has returned, for 90 days", () => {
  const back = ["2024-01-01", "2024-02-10", "2024-03-21", "2026-02-01"];

  expect(staged(back, "2026-02-01")).toBe("grow developing returned");
  expect(staged(back, "2026-05-02")).toContain("returned");
  expect(staged(back, "2026-05-03")).not.toContain("returned");
  expect(staged(["2024-01-01", "2024-02-10", "2024-03-21"], "2024-03-21")).not.toContain("returned");
});

test("an expected gap is the customer's own from three shops on, else their category's, else the brand's, at least 14 days", () => {
  const index = (dates: readonly string[], thresholds: object) =>
    shopper(sales(...dates), "2026-03-01T12:00:00Z", { thresholds }).expectedGap;
  const known = { brandGap: 50, categoryGaps: { Home: 35 } };

  expect(index(["2026-01-01", "2026-01-21", "2026-02-20"], known)).toBe(25);
  expect(index(["2026-01-01", "2026-01-21"], known)).toBe(35);
  expect(index(["2026-01-01"], { brandGap: 50 })).toBe(50);
  expect(index(["2026-01-01", "2026-01-02", "2026-01-03"], known)).toBe(14);
});

const population: Population = {
  customers: 100,
  shares: {},
  fifths: {
    netSpend12m: [500, 900, 1500, 3000],
    netSpendAll: [500, 900, 1500, 3000],
    averageTransaction12m: [500, 900, 1500, 3000],
    shopCount12m: [1, 1, 2, 3],
    lastShop: ["2025-01-01", "2025-10-01", "2026-02-01", "2026-05-01"].map(day),
  },
  bestFrom: 5000,
};

test("the top tenth by spend is best, recent and frequent buyers are loyal, the others are developing", () => {
  const grown = (dates: readonly string[], minor = 1000) =>
    shopper(
      dates.map((date) =>
        sold(`${date}T12:00:00Z`, {
          lines: [
            {
              kind: "merchandise",
              productKey: "mug",
              quantity: 1,
              returnedQuantity: 0,
              netMinor: minor,
              discountMinor: 0,
              returnedMinor: 0,
            },
          ],
        }),
      ),
      "2026-05-10T12:00:00Z",
      { thresholds: { version: 3, brandGap: 60, populations: { consumer: population } } },
    );
  const often = ["2025-12-01", "2026-02-01", "2026-03-15", "2026-05-05"];

  expect(grown(often)).toMatchObject({
    stage: "grow",
    subStage: "loyal",
    rfm: { r: 5, f: 5, m: 5 },
    thresholds: 3,
  });
  expect(grown(often, 1500).subStage).toBe("best");
  expect(grown(["2025-01-01", "2026-03-15"])).toMatchObject({
    subStage: "developing",
    rfm: { r: 4, f: 3, m: 3 },
  });
  expect(grown(often).bands.netSpend12m).toBe("M5");
});

test("staff are compared with nobody", () => {
  const staff = shopper(sales("2026-05-01"), "2026-05-10T12:00:00Z", {
    person: { accountType: "staff" },
    thresholds: { populations: { consumer: population } },
  });

  expect([staff.rfm, staff.bands.netSpend12m, staff.rfmGroup]).toEqual([null, "M0", "PROSPECTS"]);
});

test("every cell of recency, frequency and spend is in one group, and all eleven groups are used", () => {
  const scores: readonly Score[] = [1, 2, 3, 4, 5];
  const groups = scores.flatMap((r) => scores.flatMap((f) => scores.map((m) => groupOf({ r, f, m }))));

  expect(new Set([...groups, groupOf(null)]).size).toBe(11);
  expect(groupOf({ r: 5, f: 5, m: 5 })).toBe("CHAMPIONS");
  expect(groupOf({ r: 1, f: 1, m: 1 })).toBe("DORMANT");
  expect(groupOf({ r: 5, f: 1, m: 1 })).toBe("NEW");
  expect(groupOf({ r: 1, f: 5, m: 5 })).toBe("PREVIOUSLY_LOYAL");
});
