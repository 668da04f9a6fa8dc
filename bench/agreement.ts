import { setup } from "../server/src/platform/testing/global-setup.ts";
import { openTestStores, type TestStores } from "../server/src/platform/testing/stores.ts";
import {
  compareRound,
  keepRound,
  type RoundResult,
  roundOf,
} from "../server/src/segment/testing/agreement-round.ts";
import { endLater } from "./ending.ts";
import { atLeast, atMost, type Measured, say } from "./report.ts";
import type { Scale } from "./scale.ts";

const size = { customers: 400, scenes: 25 };

/** The same condition, customer and moment for the evaluator in memory, the stores and the naive one: how often they differ. */
export async function measure(scale: Scale): Promise<Measured> {
  const wanted = scale.quick ? 50_000 : 1_000_000;
  const seed = Number(process.env["ATTUNE_SEED"] ?? Date.now() % 1_000_000_000);
  say(`Seed ${seed} (ATTUNE_SEED=${seed} repeats it).`);
  endLater(await setup());
  const stores = await openTestStores();
  endLater(() => stores.close());
  const total = { cases: 0, members: 0, differences: 0 };
  const kinds = new Map<string, { cases: number; members: number }>();
  for (let round = 1; total.cases < wanted; round += 1) {
    const result = await runRound(stores, round, seed);
    total.cases += result.cases;
    total.members += result.members;
    total.differences += result.differences.length;
    addKinds(kinds, result);
    for (const difference of result.differences.slice(0, 3)) say(JSON.stringify(difference));
    say(`${total.cases} cases, ${total.members} members, ${total.differences} differences.`);
  }
  for (const [kind, { cases, members }] of [...kinds].sort()) {
    say(`${kind.padEnd(24)} ${cases} cases, ${members} members`);
  }
  return {
    figures: { ...total, kinds: kinds.size },
    promises: [
      atMost("Differences between the evaluators", total.differences, 0),
      atLeast("Cases", total.cases, wanted),
    ],
  };
}

async function runRound(stores: TestStores, round: number, seed: number): Promise<RoundResult> {
  const made = roundOf(round, seed + round * 7_919, size);
  await keepRound(stores, made);
  return compareRound(stores, made);
}

function addKinds(kinds: Map<string, { cases: number; members: number }>, result: RoundResult): void {
  for (const [kind, { cases, members }] of result.kinds) {
    const known = kinds.get(kind) ?? { cases: 0, members: 0 };
    kinds.set(kind, { cases: known.cases + cases, members: known.members + members });
  }
}
