import type { Condition, Identifier, LookAlikeQuestion, LookAlikeReport } from "@attune/contract";
import { namespaceRule } from "@attune/contract";
import type { Lists } from "../lists.ts";
import { either, isIn, type ProfileSet, sampleOf, sizeOf, without } from "../profile-set.ts";
import { refusals as segmentRefusals } from "../refusals.ts";
import { type AudiencePorts, readAudiences } from "./audiences.ts";
import { refuseTooFew } from "./floors.ts";
import { type LearntRanking, learnRanking, type Ranking } from "./look-alike.ts";
import { refusals } from "./refusals.ts";

export interface LookAlikes {
  /** Refuses unknown lists, and a list that too few customers are known by. */
  learn(brandId: number, list: string, question: LookAlikeQuestion): Promise<LookAlikeReport>;
}

export interface CustomerFacts {
  readonly profileId: number;
  readonly facts: readonly string[];
}

export interface LookAlikePorts extends AudiencePorts {
  readonly lists: Pick<Lists, "change">;
  /** In any order; of those of whom loyalty is kept. */
  readonly factsOf: (brandId: number, profileIds: readonly number[]) => Promise<readonly CustomerFacts[]>;
  /** All of them in order of profile, behind `afterId`. */
  readonly factsFrom: (brandId: number, afterId: number, limit: number) => Promise<readonly CustomerFacts[]>;
  readonly breathe: () => Promise<void>;
}

/** Of more members, or others, so many are learnt from, evenly spread. */
const mostLearnt = 10_000;
const fewestMembers = 100;
const fewestOthers = 500;
/** Reading so many stops everything else for some 10 ms. */
const pageSize = 2_500;
/** So many more are ranked than wanted: not everybody can be named on a list. */
const spare = 1_000;
const identifiersAtOnce = 1_000;

/** Who said no to profiling is neither learnt from nor ranked. */
const objected: Condition = {
  any: [
    { consent: "any.profiling", is: "denied" },
    { consent: "any.profiling", is: "withdrawn" },
  ],
};

export function createLookAlikes(ports: LookAlikePorts): LookAlikes {
  return { learn: (brandId, list, question) => learn(ports, brandId, list, question) };
}

async function learn(
  ports: LookAlikePorts,
  brandId: number,
  list: string,
  { into, count = 0 }: LookAlikeQuestion,
): Promise<LookAlikeReport> {
  const { lists } = ports.programOf(brandId).world;
  for (const key of into === undefined ? [list] : [list, into])
    if (!lists.has(key)) throw segmentRefusals.unknownList(key);
  if (into === list) throw refusals.sameList();
  const { everyone, sets } = await readAudiences(
    ports,
    brandId,
    [{ condition: { list } }, { condition: objected }],
    [],
  );
  const [members, objectors] = sets.map((set) => set.members);
  if (members === undefined || objectors === undefined) throw new Error("Two sets were asked for.");
  const others = without(everyone, either(members, objectors));
  const [known, unknown] = [
    await ports.factsOf(brandId, sampleOf(without(members, objectors), mostLearnt)),
    await ports.factsOf(brandId, sampleOf(others, mostLearnt)),
  ];
  refuseTooFew([
    {
      what: "customers on the list to learn from",
      pointer: "/list",
      found: known.length,
      needed: fewestMembers,
    },
    { what: "customers who are not on it", pointer: "/list", found: unknown.length, needed: fewestOthers },
  ]);
  const learnt: LearntRanking = await learnRanking(
    known.map(({ facts }) => facts),
    unknown.map(({ facts }) => facts),
    ports.breathe,
  );
  const added = into === undefined ? null : await addBest(ports, brandId, { others, learnt, into, count });
  return {
    known: sizeOf(members),
    learntFrom: known.length,
    ...learnt.quality,
    weights: learnt.weights,
    added,
  };
}

interface Wanted {
  readonly others: ProfileSet;
  readonly learnt: LearntRanking;
  readonly into: string;
  readonly count: number;
}

async function addBest(
  ports: LookAlikePorts,
  brandId: number,
  { others, learnt, into, count }: Wanted,
): Promise<NonNullable<LookAlikeReport["added"]>> {
  const { ranked, scored } = await rank(ports, brandId, {
    others,
    ranking: learnt.ranking,
    most: count + spare,
  });
  const identifiers: Identifier[] = [];
  for (let from = 0; identifiers.length < count && from < ranked.length; from += identifiersAtOnce) {
    const some = ranked.slice(from, from + identifiersAtOnce);
    const found = await ports.store.identifiers(brandId, some);
    identifiers.push(...some.flatMap((profileId) => firstOf(found.get(profileId) ?? [])));
  }
  const best = identifiers.slice(0, count);
  if (best.length > 0) await ports.lists.change(brandId, into, { add: { identifiers: best } });
  return { list: into, customers: best.length, scored };
}

interface Field {
  readonly others: ProfileSet;
  readonly ranking: Ranking;
  readonly most: number;
}

type Scored = readonly [score: number, profileId: number];

/** The best first; of equals those who were known first. */
async function rank(
  { factsFrom, breathe }: LookAlikePorts,
  brandId: number,
  { others, ranking, most }: Field,
): Promise<{ readonly ranked: readonly number[]; readonly scored: number }> {
  let best: Scored[] = [];
  let scored = 0;
  for (let after = -1, more = true; more; ) {
    const page = await factsFrom(brandId, after, pageSize);
    const found = page.filter(({ profileId }) => isIn(others, profileId));
    best.push(...found.map(({ profileId, facts }): Scored => [ranking.scoreOf(facts), profileId]));
    scored += found.length;
    if (best.length > 4 * most) best = bestOf(best, most);
    after = page.at(-1)?.profileId ?? after;
    more = page.length === pageSize;
    await breathe();
  }
  return { ranked: bestOf(best, most).map(([, profileId]) => profileId), scored };
}

function bestOf(scores: readonly Scored[], most: number): Scored[] {
  return [...scores].sort(([a, one], [b, other]) => b - a || one - other).slice(0, most);
}

/** What names the customer most surely. */
function firstOf(identifiers: readonly Identifier[]): readonly Identifier[] {
  return [...identifiers]
    .sort((a, b) => namespaceRule(a.namespace).priority - namespaceRule(b.namespace).priority)
    .slice(0, 1);
}
