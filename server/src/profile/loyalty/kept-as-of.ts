import type { LifecycleStage } from "@attune/contract";
import type { ChangeNote } from "./answer-loyalty.ts";
import type { KeptLoyalty } from "./loyalty-at.ts";
import type { LoyalPerson } from "./measure.ts";
import type { LoyaltyRules } from "./rules.ts";
import { historyOf } from "./shop-history.ts";
import type { SoldSale } from "./sold-sale.ts";

/**
 * What would have been kept of a customer at an earlier moment, by the sales that are known now. Of interactions only the last on each
 * channel is known: one that came later is left out, and what came before it is not known.
 */
export function keptAsOf(
  { person, stage, stageSince }: Pick<KeptLoyalty, "person" | "stage" | "stageSince">,
  { sales, changes }: { readonly sales: readonly SoldSale[]; readonly changes: readonly ChangeNote[] },
  rules: LoyaltyRules,
  asOfMs: number,
): KeptLoyalty {
  return {
    person: personAsOf(person, rules.days.dayOf(asOfMs)),
    history: historyOf(sales, rules, asOfMs),
    ...stageAsOf({ stage, stageSince }, changes, asOfMs),
  };
}

function personAsOf(person: LoyalPerson, day: number): LoyalPerson {
  const engaged = Object.entries(person.engagedOn).filter(([, on]) => on <= day);
  const isJoined = person.joinedOn !== null && person.joinedOn <= day;
  return {
    ...person,
    engagedOn: Object.fromEntries(engaged),
    joinedOn: isJoined ? person.joinedOn : null,
  };
}

/** The stage that was left next after the moment, else the one of now. `changes`: newest first. */
function stageAsOf(
  now: Pick<KeptLoyalty, "stage" | "stageSince">,
  changes: readonly ChangeNote[],
  asOfMs: number,
): Pick<KeptLoyalty, "stage" | "stageSince"> {
  const left = changes.findLast(({ kind, at }) => kind === "stage.changed" && at > asOfMs);
  if (left === undefined) return now;
  const stage = left.from as LifecycleStage; // written by noticeChanges only
  return { stage, stageSince: Math.min(left.since ?? asOfMs, asOfMs) };
}
