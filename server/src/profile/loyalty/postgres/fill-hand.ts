import type { Database } from "../../../platform/postgres/database.ts";
import { type FilledCustomer, type LeafEngagement, LoyaltyFiller } from "../fill-loyalty.ts";
import { customersPerRange, type FillHand, rangesPerQuestion, type WriteLines } from "./fill-brand.ts";
import { readProductTraits } from "./product-traits.ts";
import { type CustomerRange, type ReadCustomer, readCustomers } from "./read-customers.ts";
import { type GroundBrand, readGround } from "./read-ground.ts";
import { type LoyaltyLines, linesOfHistories, linesOfRows } from "./save-loyalty.ts";
import { readReturnedSales } from "./sold-sales.ts";

/** By leaf, of all leaves of the profiles of a range: what the memory of events tells. */
export type ReadEngagement = (range: CustomerRange) => Promise<ReadonlyMap<number, LeafEngagement>>;

const rangesAhead = 2;

/** A hand on this thread, with rules as they stand now. */
export async function openFillHand(
  { database, brand }: { readonly database: Database; readonly brand: GroundBrand },
  engagement: ReadEngagement,
  nowMs: number,
): Promise<FillHand> {
  const { brandId } = brand;
  const ground = await readGround(database, brand);
  const rules = ground.rulesWith(await readProductTraits(database, brandId, "all"));
  const filler = new LoyaltyFiller({ rules, catchments: ground.catchments }, nowMs);
  return {
    measure: async (ranges, write) => {
      const writer = new LinesWriter(write);
      const returned = await readReturnedSales(database, brandId);
      const read = (range: CustomerRange): ReturnType<typeof readCustomers> =>
        readCustomers(database, brandId, range, returned);
      for await (const part of readAll(read, engagement, ranges))
        await writer.add(linesOfHistories(brandId, filler.measure(part)));
      await writer.end();
      return filler.gathered();
    },
    tell: async (thresholds, write) => {
      let count = 0;
      const writer = new LinesWriter(write);
      for (const rows of filler.rows(thresholds)) {
        await writer.add(linesOfRows(brandId, rows));
        count += rows.length;
      }
      await writer.end();
      return count;
    },
    end: () => Promise.resolve(),
  };
}

const customersPerWrite = 2_000;

/** Writes what several ranges have come to at once, while the next ones are worked out. */
class LinesWriter {
  readonly #write: WriteLines;
  #profileIds: number[] = [];
  #text = "";
  #writing: Promise<void> = Promise.resolve();

  constructor(write: WriteLines) {
    this.#write = write;
  }

  async add({ profileIds, text }: LoyaltyLines): Promise<void> {
    for (const profileId of profileIds) this.#profileIds.push(profileId);
    this.#text += text;
    if (this.#profileIds.length >= customersPerWrite) await this.#flush();
  }

  async end(): Promise<void> {
    if (this.#profileIds.length > 0) await this.#flush();
    await this.#writing;
  }

  async #flush(): Promise<void> {
    const lines = { profileIds: this.#profileIds, text: this.#text };
    [this.#profileIds, this.#text] = [[], ""];
    await this.#writing;
    this.#writing = this.#write(lines);
    this.#writing.catch(() => undefined); // whoever waits for it learns of it
  }
}

/** While one range is measured the next ones are read. They are small, so that what is read of them is gone before it grows old. */
async function* readAll(
  readSold: (range: CustomerRange) => Promise<readonly ReadCustomer[]>,
  readEngagement: ReadEngagement,
  ranges: readonly CustomerRange[],
): AsyncGenerator<readonly FilledCustomer[]> {
  const engagement = engagementOfMany(readEngagement);
  const read = async (range: CustomerRange): Promise<readonly FilledCustomer[]> => {
    const [customers, engaged] = await Promise.all([readSold(range), engagement(range)]);
    return customers.map((customer) => filledOf(customer, engaged));
  };
  const underWay: Promise<readonly FilledCustomer[]>[] = [];
  for (const range of ranges) {
    const part = read(range);
    part.catch(() => undefined); // whoever waits for it learns of it
    underWay.push(part);
    const first = underWay.length > rangesAhead ? underWay.shift() : undefined;
    if (first !== undefined) yield await first;
  }
  for (const part of underWay) yield await part;
}

/** One question for as many ranges as are asked for in a row. */
function engagementOfMany(read: ReadEngagement): ReadEngagement {
  let known: { readonly upTo: number; readonly found: ReturnType<ReadEngagement> } | undefined;
  return ({ after, upTo }) => {
    if (known === undefined || known.upTo < upTo) {
      const until = after + customersPerRange * rangesPerQuestion;
      known = { upTo: until, found: read({ after, upTo: until }) };
    }
    return known.found;
  };
}

function filledOf(customer: ReadCustomer, engagement: ReadonlyMap<number, LeafEngagement>): FilledCustomer {
  const told = customer.leafIds.flatMap((leafId) => engagement.get(leafId) ?? []);
  return { profileId: customer.profileId, view: customer.view, sales: customer.sales, engagement: told };
}
