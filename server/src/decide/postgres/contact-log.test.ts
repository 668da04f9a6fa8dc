import type { JsonObject } from "@attune/contract";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestStores, type TestStores } from "../../platform/testing/stores.ts";
import type { ContactLog } from "../contact/contact-log.ts";
import { forgetServed } from "../contact/forget-served.ts";
import { createWindows } from "../contact/windows.ts";
import { aCustomer } from "../testing/a-customer.ts";
import { candidatesOf, decideScene, type Scene } from "../testing/ground.ts";
import { createContactLog } from "./contact-log.ts";
import { addContacts } from "./contacts.ts";

let stores: TestStores;
/** Two copies of the program. */
let copies: readonly [ContactLog, ContactLog];

beforeAll(async () => {
  stores = await openTestStores();
  copies = [createContactLog(stores.database), createContactLog(stores.database)];
});
afterAll(() => stores.close());
beforeEach(async () => {
  await stores.database.query(
    "truncate contact, contact_served, decision, decision_head, assignment, sale cascade",
  );
});

const nowMs = Date.UTC(2026, 5, 10, 12);
const windows = createWindows("Europe/London");
const capOf = (most: number): JsonObject => ({ caps: [{ by: "served", most, within: "7d" }] });
const plain = { priority: -1 };

interface Asking {
  readonly leafIds?: readonly number[];
  readonly leafId?: number;
  readonly copy?: 0 | 1;
  readonly at?: number;
  readonly scene?: Partial<Scene>;
}

/** What is shown at the hero. */
async function ask(
  experiences: Scene["experiences"],
  { leafIds = [7], leafId = leafIds[0] ?? 7, copy = 0, at = nowMs, scene = {} }: Asking = {},
): Promise<string | null> {
  const customer = { ...aCustomer({ leafIds }), leafId };
  const { placements } = await copies[copy].decide(1, {
    leafIds,
    leafId,
    nowMs: at,
    asksBought: true,
    asksKept: false,
    decide: (known) => decideScene({ experiences, customer, nowMs: at, ...scene, ...known }),
    forget: (rows) => forgetServed(rows, candidatesOf({ experiences }), windows, at),
  });
  return JSON.parse(placements).hero.experience;
}

const count = (answers: readonly (string | null)[], key: string): number =>
  answers.filter((answer) => answer === key).length;

test.each([1, 3])(
  "of a hundred calls at once to two copies of the program exactly as many are served as the cap lets (%i)",
  async (most) => {
    const experiences = { promo: capOf(most), plain };

    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, at) => ask(experiences, { copy: at % 2 === 0 ? 0 : 1 })),
    );

    expect([count(answers, "promo"), count(answers, "plain")]).toEqual([most, 100 - most]);
  },
);

test("calls for two customers who are joined while they go on count together, and part again when the merge is undone", async () => {
  const experiences = { promo: capOf(2), plain };

  expect(await ask(experiences, { leafIds: [7] })).toBe("promo");
  expect(await ask(experiences, { leafIds: [9] })).toBe("promo");
  expect(await ask(experiences, { leafIds: [7, 9], leafId: 9 })).toBe("plain");
  expect(await ask(experiences, { leafIds: [9] })).toBe("promo");
  expect(await ask(experiences, { leafIds: [9] })).toBe("plain");
  expect(await ask(experiences, { leafIds: [7] })).toBe("promo");

  const joining = await Promise.all(
    Array.from({ length: 60 }, (_, at) =>
      ask(
        { other: capOf(5), plain },
        {
          leafIds: at % 3 === 0 ? [11] : [11, 13],
          leafId: at % 3 === 0 ? 11 : 13,
          copy: at % 2 === 0 ? 0 : 1,
        },
      ),
    ),
  );
  // Those who are not known to be the same yet count for themselves only; together never more.
  expect(count(joining, "other")).toBeLessThanOrEqual(10);
  expect(await ask({ other: capOf(5), plain }, { leafIds: [11, 13] })).toBe("plain");
});

test("every decision is kept with what it served, and a decision that fails costs its neighbours nothing", async () => {
  const good = ask({ promo: capOf(1) });
  const bad = copies[0].decide(1, {
    leafIds: [7],
    leafId: 7,
    nowMs,
    asksBought: false,
    asksKept: false,
    forget: (rows) => rows,
    decide: () => {
      throw new Error("It cannot be decided.");
    },
  });
  const after = ask({ promo: capOf(1), plain });

  await expect(bad).rejects.toThrow("It cannot be decided.");
  expect([await good, await after]).toEqual(["promo", "plain"]);
  const [row] = await stores.database.query(
    "select (select count(*) from decision) as decisions, (select count(*) from contact_served) as contacts",
  );
  expect(row).toEqual({ decisions: 2, contacts: 1 });
});

test("what no cap can count any longer is forgotten with the next serving, and what one without end counts never is", async () => {
  const day = 86_400_000;
  const experiences = { promo: capOf(1), once: { priority: 1, caps: [{ by: "served", most: 2 }] } };
  const kept = async (): Promise<unknown> => {
    const [row] = await stores.database.query<{ body: string }>("select body from contact_served");
    return Object.fromEntries(JSON.parse(row?.body ?? "[]").map((of: unknown[]) => [of[0], of[5]]));
  };
  const [first, second, third] = [nowMs, nowMs + 1, nowMs + 2];

  expect(await ask(experiences, { at: first })).toBe("once");
  expect(await ask(experiences, { at: second })).toBe("once");
  expect(await ask(experiences, { at: third })).toBe("promo");
  expect(await ask(experiences, { at: third + 7 * day })).toBe("promo");
  expect(await kept()).toEqual({ once: [second, first], promo: [third + 7 * day, third] });

  expect(await ask(experiences, { at: third + 16 * day })).toBe("promo");
  expect(await kept()).toEqual({
    once: [second, first],
    promo: [third + 16 * day, third + 7 * day],
  });
  expect(await ask(experiences, { at: third + 800 * day })).toBe("promo");
  expect(await kept()).toEqual({ once: [second, first], promo: [third + 800 * day] });
});

test("what events tell counts as soon as it is folded, in whatever order, and the newest hundred are kept", async () => {
  const told = (kind: "seen" | "clicked" | "refused", at: number) =>
    ({ leafId: 7, kind, experience: "promo", placement: "hero", channel: "web", at }) as const;
  const experiences = {
    promo: { caps: [{ by: "seen", most: 100, within: "1h" }], coolDown: "2d" },
    plain,
  };
  const seen = Array.from({ length: 100 }, (_, at) => told("seen", nowMs - at));

  await addContacts(stores.database, 1, seen.slice(1));
  expect(await ask(experiences)).toBe("promo");
  await addContacts(stores.database, 1, [told("seen", 5), ...seen.slice(0, 1)]);
  expect(await ask(experiences)).toBe("plain");
  expect(await ask(experiences, { at: nowMs + 3_600_000 })).toBe("promo");
  await addContacts(stores.database, 1, [told("refused", nowMs)]);
  expect(await ask(experiences, { at: nowMs + 86_400_000 })).toBe("plain");
  expect(await ask(experiences, { at: nowMs + 2 * 86_400_000 })).toBe("promo");
});

test("a cap on buying counts the customer's orders after it was served", async () => {
  const experiences = { promo: { caps: [{ by: "bought", most: 1 }] }, plain };
  const buy = (key: string, at: number) =>
    stores.database.query(
      `insert into sale (brand_id, sale_key, leaf_id, state, status, placed_at, channel, currency, net_minor, merchandise_minor)
       values (1, $1, 7, '{}', 'completed', to_timestamp($2::float8 / 1000), 'web', 'GBP', 100, 100)`,
      [key, at],
    );

  await buy("before", nowMs - 1_000);
  expect(await ask(experiences)).toBe("promo");
  expect(await ask(experiences)).toBe("promo");
  await buy("after", nowMs + 1_000);
  expect(await ask(experiences, { at: nowMs + 2_000 })).toBe("plain");
});

test("however calls of customers, copies and times are mixed, no cap is ever exceeded in its window", async () => {
  const call = fc.record({
    leafIds: fc.constantFrom<readonly number[]>([21], [22], [21, 22]),
    copy: fc.constantFrom(0 as const, 1 as const),
    minutes: fc.integer({ min: 0, max: 90 }),
  });
  let round = 0;

  await fc.assert(
    fc.asyncProperty(
      fc.array(call, { minLength: 5, maxLength: 30 }),
      fc.integer({ min: 1, max: 3 }),
      async (calls, most) => {
        round += 1000;
        const experiences = { promo: { caps: [{ by: "served", most, within: "1h" }] }, plain };
        const inOrder = calls.toSorted((a, b) => a.minutes - b.minutes);
        const served: number[] = [];
        for (const minutes of new Set(inOrder.map((one) => one.minutes))) {
          const at = nowMs + minutes * 60_000;
          const together = inOrder.filter((one) => one.minutes === minutes);
          const answers = await Promise.all(
            together.map(({ leafIds, copy }) =>
              ask(experiences, { leafIds: leafIds.map((leaf) => leaf + round), copy, at, scene: {} }),
            ),
          );
          together.forEach(({ leafIds }, index) => {
            if (answers[index] === "promo" && leafIds.includes(21)) served.push(at);
          });
        }
        for (const at of served) {
          const inWindow = served.filter((other) => other <= at && other > at - 3_600_000);
          expect(inWindow.length).toBeLessThanOrEqual(most);
        }
      },
    ),
    { numRuns: 15 },
  );
});
