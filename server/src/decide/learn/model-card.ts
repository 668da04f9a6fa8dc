import type { ModelCard, ModelState } from "@attune/contract";
import { countBaskets, countCustomers } from "./histories.ts";
import type { Lessons } from "./lessons.ts";
import { countVisits } from "./visits.ts";

/** What a model needs before it is better than nothing. Below it refuses. */
const floors = {
  /** Visits in which at least two looks were at products. */
  visits: 1_000,
  /** Sales of at least two products. */
  sales: 200,
  /** Customers who bought at least twice. */
  customers: 200,
} as const;

export interface Counted {
  readonly visits: number;
  readonly sales: number;
  readonly customers: number;
}

export function countLessons({ visits, histories }: Lessons): Counted {
  const ofTwo = (starts: Int32Array): number =>
    starts.reduce((sum, start, at) => sum + (at > 0 && start - (starts[at - 1] ?? 0) >= 2 ? 1 : 0), 0);
  return {
    visits: ofTwo(visits.starts),
    sales: ofTwo(histories.baskets),
    customers: ofTwo(histories.customers),
  };
}

export function isEnough(counted: Counted, of: keyof Counted): boolean {
  return counted[of] >= floors[of];
}

/** What stands for each model until it is trained. */
export function refusals(counted: Counted): ModelCard["models"] {
  const lacking = (of: keyof Counted): ModelState => ({
    state: "refused",
    because: { lacks: of, has: counted[of], needs: floors[of] },
  });
  return {
    nextInSession: lacking("visits"),
    viewedWith: lacking("visits"),
    boughtWith: lacking("sales"),
    nextBasket: lacking("customers"),
    forYou: lacking("customers"),
  };
}

export function dataOf({ keys, visits, histories, from, until }: Lessons): ModelCard["data"] {
  return {
    from: from === null ? null : new Date(from).toISOString(),
    until: until === null ? null : new Date(until).toISOString(),
    products: keys.length,
    looks: visits.items.length,
    visits: countVisits(visits),
    sales: countBaskets(histories),
    customers: countCustomers(histories),
  };
}
