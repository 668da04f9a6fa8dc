import type { Simulation } from "@attune/simulator";
import type { Queryable } from "../../server/src/platform/postgres/database.ts";
import type { ProfileState } from "../../server/src/profile/index.ts";
import { copyLine } from "./copy-line.ts";
import { personPaths, personTexts, templateUserIdForm, textsOf } from "./people.ts";

/** The template people as the product has kept them, as lines for COPY into the tables that `stamp-copies.ts` makes. */
export interface Templates {
  /** leaf_id, profile_id, anchor_id, namespace, value, epoch, proof, person, device */
  readonly leaves: readonly string[];
  /** namespace, value, leaf_id, proof, person, device */
  readonly identifiers: readonly string[];
  /** profile_id, form, leaf_ids, person, timer_at, hidden, merged_into */
  readonly profiles: readonly string[];
  /** term, profile_id, namespace, person, device, text (which of the person's texts it is) */
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
  const owned = leaves.map((leaf) => ({ ...leaf, owner: ownerOf(leaf.namespace, leaf.value) }));
  const unseen = unseenDevices(owned);
  const personOfProfile = new Map(
    owned.flatMap(({ profile_id, owner }) => (owner === undefined ? [] : [[profile_id, owner.person]])),
  );
  return {
    leaves: [...owned, ...unseen].map(
      ({ leaf_id, profile_id, anchor_id, namespace, value, epoch, proof, owner }) =>
        copyLine(
          leaf_id,
          profile_id,
          anchor_id,
          namespace,
          value,
          epoch,
          proof,
          owner?.person,
          owner?.device,
        ),
    ),
    identifiers: [
      ...(await readIdentifiers(db, ownerOf)),
      ...unseen.map(({ namespace, value, leaf_id, proof, owner }) =>
        copyLine(namespace, value, leaf_id, proof, owner.person, owner.device),
      ),
    ],
    profiles: await readProfiles(db, personOfProfile),
    terms: await readTerms(db, ownerOf, personOfProfile, simulation),
    lastLeafId: (leaves.at(-1)?.leaf_id ?? 0) + unseen.length,
  };
}

type OwnedLeaf = LeafRow & { readonly owner: Owner };

/**
 * A customer copied onto one who shops another way would come with a device that nobody has seen, at every first visit: so each has a browser,
 * and every other one a phone, as if they had been signed in on it once.
 */
function unseenDevices(
  leaves: readonly (LeafRow & { readonly owner: Owner | undefined })[],
): readonly OwnedLeaf[] {
  const seen = new Set(leaves.map(({ owner }) => `${owner?.person} ${owner?.device}`));
  const lastLeafId = leaves.at(-1)?.leaf_id ?? 0;
  return leaves
    .filter((leaf): leaf is OwnedLeaf => leaf.namespace === "userId" && leaf.owner !== undefined)
    .flatMap((leaf) => devicesOf(leaf.owner.person).map((device) => ({ leaf, device })))
    .filter(({ leaf, device }) => !seen.has(`${leaf.owner.person} ${device}`))
    .map(({ leaf, device }, at) => ({
      leaf_id: lastLeafId + 1 + at,
      profile_id: leaf.profile_id,
      anchor_id: leaf.leaf_id,
      namespace: "anonymousId",
      value: `unseen-${at}`,
      epoch: 0,
      proof: "secretKey",
      owner: { person: leaf.owner.person, device },
    }));
}

function devicesOf(person: number): readonly ("browser" | "phone")[] {
  return person % 2 === 0 ? ["browser", "phone"] : ["browser"];
}

type OwnerOf = (namespace: string, value: string) => Owner | undefined;

function createOwners(simulation: Simulation, people: number): OwnerOf {
  // The newest last: older devices of the same kind are out of use.
  const devices = new Map<string, Owner>([
    ...devicesAt(simulation, people, simulation.startAt, false),
    ...devicesAt(simulation, people, simulation.endAt - 1, true),
  ]);
  return (namespace, value) => {
    if (namespace === "anonymousId") return devices.get(value);
    const index = templateUserIdForm.exec(value)?.[1];
    return index === undefined ? undefined : { person: Number(index), device: null };
  };
}

function devicesAt(
  simulation: Simulation,
  people: number,
  at: number,
  inUse: boolean,
): readonly (readonly [anonymousId: string, owner: Owner])[] {
  const truth = simulation.truth();
  return Array.from({ length: people }, (_, person) => person).flatMap((person) =>
    (["browser", "phone"] as const).map(
      (kind) =>
        [truth.device(person, kind, at).anonymousId, { person, device: inUse ? kind : null }] as const,
    ),
  );
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

/** The state as a text for Postgres' `format`: the first arguments are the person's texts, then come the leaves' ids. */
function formOf(state: string): { readonly form: string; readonly leafIds: readonly string[] } {
  // As the product wrote it; a copy's oldest leaf is another.
  const { leaves, oldest: _, ...rest } = JSON.parse(state) as ProfileState;
  const leafIds = Object.keys(leaves);
  const inner = leafIds.map((leafId, at) => {
    const leaf = leaves[leafId];
    const traits = Object.entries(leaf?.traits ?? {}).map(([path, entry]) => {
      const text = personPaths.indexOf(path);
      return [path, text === -1 ? entry : [`\u0001${text + 2}`, ...entry.slice(1)]] as const;
    });
    const named = escaped(JSON.stringify({ ...leaf, traits: Object.fromEntries(traits) }));
    return `"%${at + 1 + personTexts}$s":${named.replaceAll(/\\u0001(\d)/g, "%$1$s")}`;
  });
  return { form: `{"leaves":{${inner.join(",")}},${escaped(JSON.stringify(rest).slice(1))}`, leafIds };
}

function escaped(text: string): string {
  return text.replaceAll("%", "%%").replaceAll(new RegExp(templateUserIdForm, "g"), "%1$s");
}

type Term = readonly [
  namespace: string | null,
  person: number | null,
  device: string | null,
  text: number | null,
];

async function readTerms(
  db: Queryable,
  ownerOf: OwnerOf,
  personOf: ReadonlyMap<number, number>,
  simulation: Simulation,
): Promise<readonly string[]> {
  const rows = await db.query<{ term: string; profile_id: number }>(
    "select term, profile_id from search_term",
  );
  const textOf = (term: string, person: number | undefined): Term => {
    if (person === undefined) return [null, null, null, null];
    const texts = textsOf(simulation.customer(person));
    const at = texts.findIndex((text) => text.toLowerCase() === term);
    return at === -1 ? [null, null, null, null] : [null, person, null, at + 1];
  };
  return rows.map(({ term, profile_id }) => {
    const what = identifierIn(term, ownerOf) ?? textOf(term, personOf.get(profile_id));
    return copyLine(term, profile_id, ...what);
  });
}

function identifierIn(term: string, ownerOf: OwnerOf): Term | undefined {
  const device = ownerOf("anonymousId", term);
  if (device !== undefined) return ["anonymousId", device.person, device.device, null];
  const user = ownerOf("userId", term);
  if (user === undefined) return undefined;
  return [term.includes("@") ? "email" : "userId", user.person, null, null];
}
