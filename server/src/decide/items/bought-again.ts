import { keysOf } from "./bought-together.ts";
import { traceOf } from "./deeds.ts";
import { type Asked, forStrangers, forThisCustomer, type Ranking } from "./ranking.ts";

/**
 * What the customer buys time and again, what is due first: of each product the time since it was last bought, over the usual time between two
 * purchases of it. Bought once only comes after, the latest last: that one is not used up yet.
 */
export function boughtAgain({ audience, situation }: Asked): Ranking {
  if (!audience.known) return forStrangers([]);
  const times = Map.groupBy(traceOf(audience.view).bought, ([product]) => product);
  const due = [...times].map(([product, sales]) => {
    const [latest = 0, earliest = 0] = [sales[0]?.[1], sales.at(-1)?.[1]];
    const usual = (latest - earliest) / (sales.length - 1 || 1);
    const since = situation.nowMs - latest;
    return { product, isRepeated: sales.length > 1 && usual > 0, due: usual > 0 ? since / usual : since };
  });
  due.sort(
    (a, b) =>
      Number(b.isRepeated) - Number(a.isRepeated) || b.due - a.due || (a.product < b.product ? -1 : 1),
  );
  return forThisCustomer(due.map(({ product }) => product));
}

const most = 200;

/** What the customer's next basket holds, as learned; until then what she buys again. */
export function nextBasket(asked: Asked): Ranking {
  const { audience, situation, shelf } = asked;
  if (!audience.known) return forStrangers([]);
  const learned = shelf.models.nextBasket(traceOf(audience.view), situation.nowMs, most);
  return learned === undefined || learned.length === 0
    ? boughtAgain(asked)
    : forThisCustomer(keysOf(learned));
}
