import fc from "fast-check";
import { expect, test } from "vitest";
import { changesOn } from "./changes-on.ts";
import { loyaltyAt, nobody, noLoyalty, workOut } from "./loyalty-at.ts";
import type { LoyalPerson } from "./measure.ts";
import { changeHistory, compact, historyOf, noHistory, type SaleChange } from "./shop-history.ts";
import type { SoldSale } from "./sold-sale.ts";
import { broughtBack, line, sold, someRules } from "./testing/a-shopper.ts";
import { noThresholds, type Thresholds } from "./thresholds.ts";

const rules = someRules();
const dayMs = 86_400_000;
const end = Date.parse("2026-06-01T12:00:00Z");
const today = rules.days.dayOf(end);
const thresholds: Thresholds = { ...noThresholds, brandGap: 37.5, categoryGaps: { Home: 22 } };

const products = ["mug", "lamp", "shirt", "shirt-l", "boots", undefined] as const;

const arbLine = fc
  .tuple(
    fc.constantFrom(...products),
    fc.integer({ min: 1, max: 3 }),
    fc.integer({ min: 0, max: 9_000 }),
    fc.boolean(),
  )
  .map(([product, pieces, net, isBack]) =>
    isBack && net % 5 === 0 ? line(product, -pieces, -net) : line(product, pieces, net),
  );

const arbSale: fc.Arbitrary<SoldSale> = fc
  .record({
    daysAgo: fc.integer({ min: 0, max: 900 }),
    ofDayMs: fc.integer({ min: 0, max: dayMs - 1 }),
    where: fc.constantFrom(["web"], ["app"], ["store", "ny"], ["store", "tokyo"], ["phone"]),
    currency: fc.constantFrom("EUR", "EUR", "EUR", "USD"),
    lines: fc.array(arbLine, { minLength: 1, maxLength: 3 }),
    backDays: fc.option(fc.integer({ min: 0, max: 400 })),
    status: fc.constantFrom("completed", "completed", "completed", "cancelled"),
  })
  .map(({ daysAgo, ofDayMs, where: [channel, storeKey], currency, lines, backDays, status }) => {
    const placedAt = Math.min(end - 1, end - daysAgo * dayMs - ofDayMs);
    const sale = sold(new Date(placedAt).toISOString(), {
      channel: channel as SoldSale["channel"],
      storeKey,
      currency,
      lines,
      status: status as SoldSale["status"],
    });
    const wholly = backDays !== null && status !== "cancelled" && lines.every((one) => one.quantity > 0);
    return wholly
      ? broughtBack(sale, new Date(Math.min(end - 1, placedAt + backDays * dayMs)).toISOString())
      : sale;
  });

const arbPerson: fc.Arbitrary<LoyalPerson> = fc
  .record({
    seen: fc.integer({ min: 0, max: 500 }),
    web: fc.option(fc.integer({ min: 0, max: 400 })),
    joined: fc.option(fc.integer({ min: 0, max: 1_200 })),
  })
  .map(({ seen, web, joined }) => ({
    ...nobody,
    firstSeenOn: today - seen,
    joinedOn: joined === null ? null : today - joined,
    engagedOn: web === null ? {} : { web: today - web },
  }));

const told = (history: ReturnType<typeof historyOf>, person: LoyalPerson, nowMs: number) =>
  workOut({ person, history }, { rules, thresholds }, nowMs);

test("whatever the order in which sales are told, and whatever was added up before, the numbers are those of all sales", () => {
  fc.assert(
    fc.property(
      fc.array(arbSale, { maxLength: 12 }),
      fc.array(fc.nat(), { maxLength: 12 }),
      (sales, order) => {
        const arrivals = sales
          .map((sale, at) => ({ sale, at: order[at] ?? 0 }))
          .toSorted((a, b) => a.at - b.at);
        let history = noHistory;
        const known: SoldSale[] = [];
        for (const { sale } of arrivals) {
          const change: SaleChange = { before: undefined, after: sale };
          known.push(sale);
          history = changeHistory(history, [change], rules, end) ?? historyOf(known, rules, end);
        }

        expect(told(history, nobody, end)).toEqual(told(historyOf(sales, rules, end), nobody, end));
      },
    ),
    { numRuns: 400 },
  );
});

test("a sale that is changed, cancelled or another customer's now leaves nothing of what it was", () => {
  fc.assert(
    fc.property(
      fc.array(arbSale, { minLength: 1, maxLength: 8 }),
      arbSale,
      fc.boolean(),
      (sales, other, isGone) => {
        const [changed, ...rest] = sales;
        const after = isGone || changed === undefined ? undefined : { ...other, key: changed.key };
        const now = after === undefined ? rest : [...rest, after];
        const history =
          changeHistory(historyOf(sales, rules, end), [{ before: changed, after }], rules, end) ??
          historyOf(now, rules, end);

        expect(told(history, nobody, end)).toEqual(told(historyOf(now, rules, end), nobody, end));
      },
    ),
    { numRuns: 400 },
  );
});

test("joining two customers is as if one had bought everything, and parting them restores both", () => {
  fc.assert(
    fc.property(fc.array(arbSale, { maxLength: 6 }), fc.array(arbSale, { maxLength: 6 }), (a, b) => {
      const union = historyOf([...a, ...b], rules, end);

      expect(told(union, nobody, end)).toEqual(told(historyOf([...b, ...a], rules, end), nobody, end));
      expect(historyOf(a, rules, end)).toEqual(historyOf([...a].reverse(), rules, end));
    }),
    { numRuns: 200 },
  );
});

test("what was kept a year ago tells the same today as what is made of all sales today", () => {
  fc.assert(
    fc.property(fc.array(arbSale, { maxLength: 10 }), fc.integer({ min: 0, max: 800 }), (sales, later) => {
      const then = end + later * dayMs;

      expect(told(compact(historyOf(sales, rules, end), rules.days.dayOf(then)), nobody, then)).toEqual(
        told(historyOf(sales, rules, then), nobody, then),
      );
    }),
    { numRuns: 200 },
  );
});

test("nothing but days that are counted changes before the date on which it was said to change", () => {
  fc.assert(
    fc.property(fc.array(arbSale, { maxLength: 5 }), arbPerson, (sales, person) => {
      const history = historyOf(sales, rules, end);
      const now = told(history, person, end);
      const until = changesOn(now, person, rules.settings) ?? today + 400;
      for (let day = today + 1; day < Math.min(until, today + 60); day += 1) {
        const then = told(history, person, rules.days.startOf(day));
        expect(steady(then)).toEqual(steady(now));
      }
      const last = told(history, person, rules.days.startOf(until) - 1);
      expect(steady(last)).toEqual(steady(now));
    }),
    { numRuns: 150 },
  );
});

/** What stands until the date: all but the numbers that count days. */
function steady({ values, today: _today, stageFrom: _from, ...loyalty }: ReturnType<typeof told>): unknown {
  const { daysSinceShop: _a, daysSinceEngagement: _b, overdueIndex: _c, tenureDays: _d, ...numbers } = values;
  return { ...loyalty, numbers };
}

test("a number that counts days reaches a bound at the moment that was said, and not a millisecond before", () => {
  const names = ["daysSinceShop", "daysSinceEngagement", "overdueIndex", "tenureDays"] as const;
  fc.assert(
    fc.property(
      fc.array(arbSale, { maxLength: 4 }),
      arbPerson,
      fc.constantFrom(...names),
      fc.double({ min: 0.1, max: 8, noNaN: true }),
      fc.boolean(),
      (sales, person, name, factor, strict) => {
        const kept = { person, history: historyOf(sales, rules, end), stage: "grow" as const, stageSince: 0 };
        const at = (ms: number) => loyaltyAt(kept, { rules, thresholds }, ms);
        const bound = name === "overdueIndex" ? factor : Math.round(factor * 100);
        const reached = at(end).reaches(name, bound, strict);
        if (reached === undefined || reached <= end) return;
        const holds = (ms: number) => {
          const value = at(ms).values[name] ?? 0;
          return strict ? value > bound : value >= bound;
        };

        expect([holds(reached - 1), holds(reached)]).toEqual([false, true]);
      },
    ),
    { numRuns: 200 },
  );
});

test("of whom nothing is kept the same is told as of whom nothing is known", () => {
  const kept = { person: nobody, history: noHistory, stage: "acquire" as const, stageSince: 0 };
  const { reaches: _a, ...told } = loyaltyAt(kept, { rules, thresholds }, end);
  const { reaches: _b, ...unknown } = noLoyalty;

  expect(told).toEqual(unknown);
});
