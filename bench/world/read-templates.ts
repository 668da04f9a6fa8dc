import type { Simulation } from "@attune/simulator";
import type { Queryable } from "../../server/src/platform/postgres/database.ts";
import type { ProfileState } from "../../server/src/profile/index.ts";
import { copyLine } from "./copy-line.ts";
import { templateUserIdForm } from "./people.ts";

/** The template people as the product has kept them, as lines for COPY into the tables that `stamp-copies.ts` makes. */
export interface Templates {
  /** leaf_id, profile_id, anchor_id, namespace, value, epoch, proof, person, device */
  readonly leaves: readonly string[];
  /** namespace, value, leaf_id, proof, person, device */
  readonly identifiers: readonly string[];
  /** profile_id, form, leaf_ids, person, timer_at, hidden, merged_into */
  readonly profiles: readonly string[];
  /** term, profile_id, namespace, person, device */
  readonly terms: readonly string[];
  readonly lastLeafId: number;
}

/** Whose a value is: the person's number, and for a device that is in use what kind. */
interface Owner {
  readonly person: number;
  readonly device: "browser" | "phone" | null;
}

interface LeafRow {
  readonly leaf_id: number;
  readonly profile_id: number;
  readonly anchor_id: number | null;
  readonly namespace: string;
  readonly value: string;
  readonly epoch: number;
  readonly proof: string;
}

export async function readTemplates(
  db: Queryable,
  simulation: Simulation,
  people: number,
): Promise<Templates> {
  const ownerOf = createOwners(simulation, people);
  const leaves = await db.query<LeafRow>(
    "select leaf_id, profile_id, anchor_id, namespace, value, epoch, proof from leaf order by leaf_id",
  );
  const personOfProfile = new Map<number, number>();
  for (const leaf of leaves) {
    const owner = ownerOf(leaf.namespace, leaf.value);
    if (owner !== undefined) personOfProfile.set(leaf.profile_id, owner.person);
  }
  return {
    leaves: leaves.map((leaf) => {
      const owner = ownerOf(leaf.namespace, leaf.value);
      const { leaf_id, profile_id, anchor_id, namespace, value, epoch, proof } = leaf;
      return copyLine(
        leaf_id,
        profile_id,
        anchor_id,
        namespace,
        value,
        epoch,
        proof,
        owner?.person,
        owner?.device,
      );
    }),
    identifiers: await readIdentifiers(db, ownerOf),
    profiles: await readProfiles(db, personOfProfile),
    terms: await readTerms(db, ownerOf),
    lastLeafId: leaves.at(-1)?.leaf_id ?? 0,
  };
}

type OwnerOf = (namespace: string, value: string) => Owner | undefined;

function createOwners(simulation: Simulation, people: number): OwnerOf {
  const devices = new Map<string, Owner>();
  const truth = simulation.truth();
  // The newest first: older devices of the same kind are out of use.
  for (const [at, inUse] of [
    [simulation.endAt - 1, true],
    [simulation.startAt, false],
  ] as const) {
    for (let person = 0; person < people; person++) {
      for (const kind of ["browser", "phone"] as const) {
        const { anonymousId } = truth.device(person, kind, at);
        if (!devices.has(anonymousId)) devices.set(anonymousId, { person, device: inUse ? kind : null });
      }
    }
  }
  return (namespace, value) => {
    if (namespace === "anonymousId") return devices.get(value);
    const index = templateUserIdForm.exec(value)?.[1];
    return index === undefined ? undefined : { person: Number(index), device: null };
  };
}

async function readIdentifiers(db: Queryable, ownerOf: OwnerOf): Promise<readonly string[]> {
  const rows = await db.query<{ namespace: string; value: string; leaf_id: number; proof: string }>(
    "select namespace, value, leaf_id, proof from identifier",
  );
  return rows.map(({ namespace, value, leaf_id, proof }) => {
    const owner = ownerOf(namespace, value);
    return copyLine(namespace, value, leaf_id, proof, owner?.person, owner?.device);
  });
}

async function readProfiles(
  db: Queryable,
  personOf: ReadonlyMap<number, number>,
): Promise<readonly string[]> {
  const rows = await db.query<{
    profile_id: number;
    state: string;
    timer_at: string | null;
    hidden: boolean;
    merged_into: number | null;
  }>(
    "select profile_id, state, timer_at::text as timer_at, hidden, merged_into from profile order by profile_id",
  );
  return rows.map(({ profile_id, state, timer_at, hidden, merged_into }) => {
    const { form, leafIds } = formOf(state);
    const person = personOf.get(profile_id);
    return copyLine(profile_id, form, `{${leafIds.join(",")}}`, person, timer_at, hidden, merged_into);
  });
}

/** The state as a text for Postgres' `format`: the first argument is the user's id, then come the leaves' ids. */
function formOf(state: string): { readonly form: string; readonly leafIds: readonly string[] } {
  const { leaves, ...rest } = JSON.parse(state) as ProfileState; // as the product wrote it
  const leafIds = Object.keys(leaves);
  const inner = leafIds.map((leafId, at) => `"%${at + 2}$s":${escaped(JSON.stringify(leaves[leafId]))}`);
  return { form: `{"leaves":{${inner.join(",")}},${escaped(JSON.stringify(rest).slice(1))}`, leafIds };
}

function escaped(text: string): string {
  return text.replaceAll("%", "%%").replaceAll(new RegExp(templateUserIdForm, "g"), "%1$s");
}

async function readTerms(db: Queryable, ownerOf: OwnerOf): Promise<readonly string[]> {
  const rows = await db.query<{ term: string; profile_id: number }>(
    "select term, profile_id from search_term",
  );
  return rows.map(({ term, profile_id }) => {
    const device = ownerOf("anonymousId", term);
    if (device !== undefined) return copyLine(term, profile_id, "anonymousId", device.person, device.device);
    const user = ownerOf("userId", term);
    const namespace = term.includes("@") ? "email" : "userId";
    return user === undefined
      ? copyLine(term, profile_id, null, null, null)
      : copyLine(term, profile_id, namespace, user.person, null);
  });
}
