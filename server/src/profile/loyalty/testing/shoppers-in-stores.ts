import type { EventRecord } from "@attune/contract";
import { copyText } from "../../../platform/postgres/copy-text.ts";
import type { Database } from "../../../platform/postgres/database.ts";
import { viewOf } from "../../customer-view.ts";
import { emptyLeaf, foldLeaf } from "../../fold-leaf.ts";
import type { CustomerView, LeafState } from "../../profile-state.ts";
import { applySales } from "../../sale/postgres/apply-sales.ts";
import { type AppliedLoyalty, applyLoyalty, type TouchedCustomer } from "../postgres/apply-loyalty.ts";
import { noteEngagement } from "../postgres/note-engagement.ts";
import { readGround } from "../postgres/read-ground.ts";
import { saleChangesOf } from "../sale-changes.ts";
import { engagedDays, touchesLoyalty } from "../touches-loyalty.ts";

export interface LandedOn {
  readonly leafId: number;
  readonly event: EventRecord;
}

type Leaves = Readonly<Record<string, LeafState>>;

/** Does what the fold does of customers and their sales, on a real Postgres: whose a leaf is, is told, not found out. */
export class Shoppers {
  readonly #database: Database;
  readonly #brandId: number;
  readonly #homes = new Map<number, number>();
  readonly #leaves = new Map<number, LeafState>();

  /** The brand is in Berlin and counts in euros. */
  constructor(database: Database, brandId: number) {
    this.#database = database;
    this.#brandId = brandId;
  }

  view(profileId: number): CustomerView {
    return viewOf(profileId, { leaves: this.#leavesOf(profileId), segments: {} });
  }

  /** One batch. */
  async take(events: readonly LandedOn[], nowMs: number): Promise<ReadonlyMap<number, AppliedLoyalty>> {
    for (const { leafId } of events) this.#homes.set(leafId, this.#home(leafId));
    const profileIds = [...new Set(events.map(({ leafId }) => this.#home(leafId)))];
    const before = new Map(profileIds.map((profileId) => [profileId, this.#leavesOf(profileId)]));
    for (const { leafId, event } of events)
      this.#leaves.set(leafId, { ...foldLeaf(this.#leaves.get(leafId) ?? emptyLeaf, event, []), slots: {} });
    return this.#apply(profileIds, before, false, [], nowMs, events);
  }

  /** The leaf belongs to another profile from now on: joining, and parting. */
  async move(leafId: number, into: number, nowMs: number): Promise<void> {
    const from = this.#home(leafId);
    const before = new Map([from, into].map((profileId) => [profileId, this.#leavesOf(profileId)]));
    this.#homes.set(leafId, into);
    const [staying, gone] = [from, into].reduce<[number[], number[]]>(
      ([here, away], profileId) =>
        Object.keys(this.#leavesOf(profileId)).length > 0
          ? [[...here, profileId], away]
          : [here, [...away, profileId]],
      [[], []],
    );
    await this.#apply(staying, before, true, gone, nowMs, []);
  }

  /** Writes leaves and profiles as the fold keeps them, for what reads them from the stores. */
  async keepProfiles(): Promise<void> {
    const profileIds = [...new Set(this.#homes.values())];
    const line = (profileId: number): string =>
      `${this.#brandId}\t${profileId}\t${copyText(JSON.stringify({ leaves: this.#leavesOf(profileId), segments: {} }))}\n`;
    await this.#database.transaction(async (tx) => {
      await tx.copyIn("copy profile (brand_id, profile_id, state) from stdin", profileIds.map(line).join(""));
      for (const [leafId, profileId] of this.#homes)
        await tx.query(
          "insert into leaf (brand_id, leaf_id, profile_id, namespace, value, proof, position) values ($1, $2::bigint, $3, 'userId', ($2::bigint)::text, 'secretKey', 0)",
          [this.#brandId, leafId, profileId],
        );
      await tx.query(
        `insert into identifier (brand_id, namespace, value, leaf_id, proof, position)
         select brand_id, namespace, value, leaf_id, proof, position from leaf where brand_id = $1`,
        [this.#brandId],
      );
    });
  }

  async #apply(
    profileIds: readonly number[],
    before: ReadonlyMap<number, Leaves>,
    isReshaped: boolean,
    gone: readonly number[],
    nowMs: number,
    events: readonly LandedOn[],
  ): Promise<ReadonlyMap<number, AppliedLoyalty>> {
    const brand = { brandId: this.#brandId, timeZone: "Europe/Berlin", currency: "EUR" };
    const ground = await readGround(this.#database, brand);
    return this.#database.transaction(async (tx) => {
      const changed = await applySales(tx, this.#brandId, events);
      const sales = saleChangesOf(changed, (leafId) => this.#home(leafId));
      const { days } = ground.rulesWith(new Map());
      // An order that somebody else tells of again may be of a customer of whom the batch knows nothing else.
      const all = [...new Set([...profileIds, ...sales.keys()])];
      const touches = (id: number): string =>
        isReshaped || sales.has(id)
          ? "more"
          : touchesLoyalty(nonEmpty(before.get(id)), this.#leavesOf(id), {
              days,
              settings: ground.settings,
              nowMs,
            });
      const dated = all.filter((id) => touches(id) === "dates");
      await noteEngagement(
        tx,
        this.#brandId,
        dated.map((profileId) => ({ profileId, engagedOn: engagedDays(this.#leavesOf(profileId), days) })),
      );
      const touched = all
        .filter((id) => touches(id) === "more")
        .map((id) =>
          this.#touched(id, before.get(id) ?? this.#leavesOf(id), sales.get(id) ?? [], isReshaped),
        );
      return applyLoyalty(tx, this.#brandId, ground, touched, gone, nowMs);
    });
  }

  #touched(
    profileId: number,
    before: Leaves,
    sales: TouchedCustomer["sales"],
    isReshaped: boolean,
  ): TouchedCustomer {
    return {
      profileId,
      before: nonEmpty(before) && viewOf(profileId, { leaves: before, segments: {} }),
      after: this.view(profileId),
      leafIds: Object.keys(this.#leavesOf(profileId)).map(Number),
      sales,
      isReshaped,
      isNew: false,
    };
  }

  #home(leafId: number): number {
    return this.#homes.get(leafId) ?? leafId;
  }

  #leavesOf(profileId: number): Leaves {
    return Object.fromEntries([...this.#leaves].filter(([leafId]) => this.#home(leafId) === profileId));
  }
}

function nonEmpty(leaves: Leaves | undefined): Leaves | undefined {
  return leaves === undefined || Object.keys(leaves).length === 0 ? undefined : leaves;
}
