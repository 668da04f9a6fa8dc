import type { TestStores } from "../../platform/testing/stores.ts";
import { keepPortrait } from "../../profile/testing/keep-portrait.ts";
import { memoryJson } from "../clickhouse/memory-json.ts";
import { keepShopper } from "./keep-shopper.ts";
import type { NaiveEvent } from "./naive-event.ts";
import { leafStateOf, type RandomCustomer, type RandomLeaf } from "./random-history.ts";

/** A customer as the stores hold it. Its number is that of its first leaf; the others follow. */
export interface StoredCustomer extends RandomCustomer {
  readonly profileId: number;
  readonly leaves: readonly StoredLeaf[];
  readonly hidden: boolean;
  readonly merged: boolean;
}

export interface StoredLeaf extends RandomLeaf {
  readonly leafId: number;
  /** Of each of its events. */
  readonly positions: readonly number[];
}

/** Every tenth is hidden, every fifteenth merged away; positions are dense. */
export function numberCustomers(customers: readonly RandomCustomer[]): readonly StoredCustomer[] {
  let leafId = 0;
  let position = 0;
  return customers.map((customer, at) => {
    const leaves = customer.leaves.map((leaf): StoredLeaf => {
      leafId += 1;
      const from = position;
      position += leaf.events.length;
      return { ...leaf, leafId, positions: leaf.events.map((_, nth) => from + nth + 1) };
    });
    const { shopper } = customer;
    return {
      profileId: leaves[0]?.leafId ?? 0,
      leaves,
      shopper,
      hidden: at % 10 === 9,
      merged: at % 15 === 14,
    };
  });
}

/** Writes them as the fold and the sink do. */
export async function keepCustomers(
  { database, memory }: TestStores,
  { brandId, nowMs }: { readonly brandId: number; readonly nowMs: number },
  customers: readonly StoredCustomer[],
): Promise<void> {
  for (const { profileId, leaves, shopper, hidden, merged } of customers) {
    const states = leaves.map((leaf) => [leaf.leafId, leafStateOf(leaf)] as const);
    const state = { leaves: Object.fromEntries(states), segments: {} };
    await database.query(
      "insert into profile (brand_id, profile_id, state, hidden, merged_into) values ($1, $2, $3, $4, $5)",
      [brandId, profileId, JSON.stringify(state), hidden, merged ? 1 : null],
    );
    if (hidden || merged) continue;
    await keepPortrait(database, brandId, profileId, state);
    if (shopper !== null) await keepShopper(database, { brandId, profileId, nowMs }, shopper);
  }
  const leaves = customers.flatMap((customer) => customer.leaves);
  const events = leaves.flatMap((leaf) =>
    leaf.events.map((event, at) => eventLine(brandId, leaf.positions[at] ?? 0, leaf.leafId, event)),
  );
  await memory.insertLines("event", events.join("\n"), `events-${brandId}`);
  // Leaves that have moved to and fro, written one move at a time: only the newest version counts.
  for (const version of [1, 3, 2]) {
    const moves = customers.flatMap(({ profileId, leaves: [, ...others] }) =>
      others.map(({ leafId }) =>
        moveLine(brandId, leafId, version === 3 ? profileId : profileId + 100, version),
      ),
    );
    await memory.insertLines("leaf_profile", moves.join("\n"), `moves-${brandId}-${version}`);
  }
}

function moveLine(brandId: number, leafId: number, profileId: number, version: number): string {
  return JSON.stringify({ brand_id: brandId, leaf_id: leafId, profile_id: profileId, version });
}

function eventLine(brandId: number, position: number, leafId: number, event: NaiveEvent): string {
  return JSON.stringify({
    brand_id: brandId,
    position,
    leaf_id: leafId,
    occurred_at: event.occurredAt,
    received_at: event.occurredAt,
    type: "track",
    name: event.name,
    channel: event.channel,
    source_id: 1,
    simulated: false,
    properties: memoryJson(event.properties),
    context: memoryJson(event.context),
  });
}
