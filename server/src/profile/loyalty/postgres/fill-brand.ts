import type { Database } from "../../../platform/postgres/database.ts";
import { type FilledCustomer, fillLoyalty, type LeafEngagement } from "../fill-loyalty.ts";
import type { LoyaltyPorts } from "./loyalty-ports.ts";
import { readProductTraits } from "./product-traits.ts";
import { type CustomerRange, type ReadCustomer, rangesOf, readCustomers } from "./read-customers.ts";
import { readGround } from "./read-ground.ts";
import { insertMissingHistories, insertMissingRows } from "./save-loyalty.ts";
import { insertThresholds, markApplied } from "./thresholds-store.ts";

/** By leaf, of all leaves of the profiles of a range: what the memory of events tells. */
export type ReadEngagement = (range: CustomerRange) => Promise<ReadonlyMap<number, LeafEngagement>>;

const customersPerPart = 2_000;
const partsPerQuestion = 20;
const partsAhead = 2;

/** Everybody's loyalty from what the stores hold, for those who have none yet. */
export async function fillBrand(
  { database, brand, step }: Pick<LoyaltyPorts, "database" | "brand" | "step">,
  engagement: ReadEngagement,
  nowMs: number,
): Promise<number> {
  const { brandId } = brand;
  const ground = await readGround(database, brand);
  const version = ground.thresholds.version + 1;
  const filled = await fillLoyalty(
    {
      rules: ground.rulesWith(await readProductTraits(database, brandId, "all")),
      catchments: ground.catchments,
      customers: () => readEverybody(database, engagement, brandId),
      writeHistories: (histories) => step((tx) => insertMissingHistories(tx, brandId, histories)),
      writeRows: (rows) => step((tx) => insertMissingRows(tx, brandId, rows)),
      writeThresholds: (thresholds) => insertThresholds(database, brandId, thresholds),
    },
    version,
    nowMs,
  );
  await markApplied(database, brandId, version, nowMs);
  return filled;
}

/** While one part is measured the next ones are read. Parts are small, so that what is read of them is gone before it grows old. */
async function* readEverybody(
  database: Database,
  readEngagement: ReadEngagement,
  brandId: number,
): AsyncGenerator<readonly FilledCustomer[]> {
  const engagement = engagementByParts(readEngagement);
  const read = async (range: CustomerRange): Promise<readonly FilledCustomer[]> => {
    const [customers, engaged] = await Promise.all([
      readCustomers(database, brandId, range),
      engagement(range),
    ]);
    return customers.map((customer) => filledOf(customer, engaged));
  };
  const underWay: Promise<readonly FilledCustomer[]>[] = [];
  for (const range of await rangesOf(database, brandId, customersPerPart)) {
    const part = read(range);
    part.catch(() => undefined); // whoever waits for it learns of it
    underWay.push(part);
    const first = underWay.length > partsAhead ? underWay.shift() : undefined;
    if (first !== undefined) yield await first;
  }
  for (const part of underWay) yield await part;
}

/** A question to ClickHouse costs the same for ten parts as for one. */
function engagementByParts(read: ReadEngagement): ReadEngagement {
  let known: { readonly upTo: number; readonly found: ReturnType<ReadEngagement> } | undefined;
  return ({ after, upTo }) => {
    if (known === undefined || known.upTo < upTo) {
      const until = after + customersPerPart * partsPerQuestion;
      known = { upTo: until, found: read({ after, upTo: until }) };
    }
    return known.found;
  };
}

function filledOf(customer: ReadCustomer, engagement: ReadonlyMap<number, LeafEngagement>): FilledCustomer {
  const told = customer.leafIds.flatMap((leafId) => engagement.get(leafId) ?? []);
  return { profileId: customer.profileId, view: customer.view, sales: customer.sales, engagement: told };
}
