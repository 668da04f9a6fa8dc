import type { Shelf } from "../shelf.ts";
import { keysOf, together } from "./bought-together.ts";
import { traceOf } from "./deeds.ts";
import { type Asked, forEveryone, forStrangers, forThisCustomer, type Ranking } from "./ranking.ts";
import { alike } from "./similar.ts";

const most = 200;
const sessionMs = 30 * 60_000;

/** What is looked at next in a visit like this one. Until that is learned: what goes with, and what is like, the product looked at. */
export function nextInSession({ audience, situation, shelf }: Asked): Ranking {
  const { productId, nowMs } = situation;
  const seen = audience.known ? sessionOf(traceOf(audience.view).viewed, nowMs) : [];
  const session = productId === undefined || seen.at(-1) === productId ? seen : [...seen, productId];
  if (session.length === 0) return audience.known ? forThisCustomer([]) : forStrangers([]);
  const known = new Set(session);
  const keys = foretold(session, shelf).filter((key) => !known.has(key));
  return seen.length > 0 ? forThisCustomer(keys) : forEveryone(keys);
}

function foretold(session: readonly string[], shelf: Shelf): readonly string[] {
  const learned = shelf.models.nextInSession(session, most);
  if (learned !== undefined && learned.length > 0) return keysOf(learned);
  const latest = session.at(-1) ?? "";
  return [...new Set([...together([latest], shelf), ...alike(latest, shelf)])];
}

/** What was looked at without a pause of half an hour, up to now; oldest first. */
function sessionOf(
  viewed: readonly (readonly [key: string, at: number])[],
  nowMs: number,
): readonly string[] {
  const session: string[] = [];
  let next = nowMs;
  for (const [key, at] of viewed) {
    if (next - at > sessionMs) break;
    session.push(key);
    next = at;
  }
  return session.reverse();
}

/** What was looked at in the same visit as the product that is looked at; without one, as what was viewed last. */
export function viewedTogether({ audience, situation, shelf }: Asked): Ranking {
  if (situation.productId !== undefined) return forEveryone(viewedWith(situation.productId, shelf));
  if (!audience.known) return forStrangers([]);
  const [latest] = traceOf(audience.view).viewed;
  return forThisCustomer(latest === undefined ? [] : viewedWith(latest[0], shelf));
}

function viewedWith(product: string, shelf: Shelf): readonly string[] {
  const learned = shelf.models.viewedWith([product], most);
  return learned === undefined || learned.length === 0 ? together([product], shelf) : keysOf(learned);
}
