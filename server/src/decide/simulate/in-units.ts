import type { PastDecision } from "./past-decision.ts";

/** One customer's decisions, or one of a stranger. */
export type Unit = readonly [PastDecision, ...PastDecision[]];

/** Reads ahead, beside the computing. */
const unitsAtOnce = 8;

/** Some units at a time, of decisions of which those of a customer come together. Of a part that was cut short the last may lack something and is left out. */
export async function* inUnits(
  rows: AsyncIterable<readonly PastDecision[]>,
  isPart: boolean,
): AsyncGenerator<readonly Unit[]> {
  let units: Unit[] = [];
  let open: [PastDecision, ...PastDecision[]] | undefined;
  for await (const decision of oneByOne(rows)) {
    if (open !== undefined && isOfSame(open[0], decision)) {
      open.push(decision);
      continue;
    }
    if (open !== undefined) units.push(open);
    open = [decision];
    if (units.length < unitsAtOnce) continue;
    yield units;
    units = [];
  }
  if (open !== undefined && !(isPart && open[0].profileId !== null)) units.push(open);
  if (units.length > 0) yield units;
}

async function* oneByOne(rows: AsyncIterable<readonly PastDecision[]>): AsyncGenerator<PastDecision> {
  for await (const decisions of rows) yield* decisions;
}

function isOfSame(a: PastDecision, b: PastDecision): boolean {
  return a.profileId !== null && a.profileId === b.profileId;
}
