import { consentChannelOf, type Json, type JsonObject } from "@attune/contract";
import { type Mask, masksOf, type Noting, type Role } from "../../govern/index.ts";
import { formatId, parseId } from "../../kernel/public-id.ts";
import { viewOf } from "../customer-view.ts";
import type { FoundProfile } from "../profiles.ts";
import { refusals } from "../refusals.ts";
import { maskAnswer } from "./mask-answer.ts";
import { isLeft, withhold, withholdRow } from "./withhold.ts";

/** Somebody at the console. Without a role: whoever signed in with a secret key, who sees all that the key does. */
export interface Viewer {
  readonly brandId: number;
  readonly actor: string;
  readonly staffId?: number;
  readonly role?: Role;
  readonly stores: readonly string[];
}

/** Which customers a store sees. */
export interface StoreScope {
  /** Whether it is a customer of one of the stores, or was looked up by this person a moment ago. */
  maySee(
    brandId: number,
    who: { readonly staffId: number; readonly stores: readonly string[] },
    profileId: number,
  ): Promise<boolean>;
  /** Was looked up: may be seen for half an hour. */
  admit(staffId: number, profileIds: readonly number[]): Promise<void>;
  /** Forgets look-ups that are over. */
  forget(): Promise<void>;
}

export interface SightPorts {
  /** Undefined when the reference names nobody. */
  readonly find: (brandId: number, ref: string) => Promise<FoundProfile | undefined>;
  readonly findMany: (brandId: number, profileIds: readonly number[]) => Promise<readonly FoundProfile[]>;
  readonly storeScope: StoreScope;
  readonly noting: Noting;
}

/** A call of somebody at the console. */
export interface Sighted {
  readonly operationId: string;
  /** It only reads, whatever its method. */
  readonly reads: boolean;
  /** Whether its answer is about customers: else nothing in it is hidden. */
  readonly aboutCustomers: boolean;
  /** The customer in the address of the route. */
  readonly ref: string | undefined;
  /** Customers in the body, for a question about them. */
  readonly named: readonly string[];
  /** What was acted on, for the audit, without personal values. */
  readonly subject: string;
}

export interface Sight {
  /** @throws Refusal 403 for a customer of another store, or of whom nothing of this may be seen */
  look(
    viewer: Viewer,
    call: Sighted,
    answer: () => Promise<{ readonly status: number; readonly body: unknown }>,
  ): Promise<unknown>;
}

/** What people at the console see of customers, and that it is written down. */
export function createSight(ports: SightPorts): Sight {
  const { noting } = ports;
  return {
    look: async (viewer, call, answer) => {
      noting.admit();
      const found = call.ref === undefined ? undefined : await ports.find(viewer.brandId, call.ref);
      await refuseOtherStores(ports, viewer, call, found);
      const isWithheld = found !== undefined && !mayPersonalise(viewer, found);
      if (isWithheld && !isLeft(call.operationId)) throw refusals.withheld();
      const { status, body } = await answer();
      const shown =
        call.aboutCustomers && isTree(body) ? await limit(ports, viewer, call, body, isWithheld) : body;
      note(noting, viewer, call, status, found, body);
      return shown;
    },
  };
}

/** By a card, a receipt or a phone number, exactly, a store may look up whom it does not know. */
const lookUps = /^(?:card|phone):/i;

async function refuseOtherStores(
  { storeScope, find }: SightPorts,
  { brandId, role, staffId, stores }: Viewer,
  call: Sighted,
  found: FoundProfile | undefined,
): Promise<void> {
  if (role !== "retail" || staffId === undefined) return;
  if (found !== undefined && lookUps.test(call.ref ?? "")) await storeScope.admit(staffId, [found.profileId]);
  const others = await Promise.all(call.named.map((ref) => find(brandId, ref).catch(() => undefined)));
  for (const one of [found, ...others]) {
    if (one === undefined) continue;
    if (!(await storeScope.maySee(brandId, { staffId, stores }, one.profileId))) throw refusals.otherStore();
  }
}

async function limit(
  ports: SightPorts,
  viewer: Viewer,
  call: Sighted,
  body: Json,
  isWithheld: boolean,
): Promise<Json> {
  if (viewer.role === undefined) return body;
  const { body: shown, masked } = maskAnswer(body, new Set<Mask>(masksOf(viewer.role)));
  if (!isObject(shown)) return shown;
  const told = masked.length === 0 ? shown : { ...shown, masked };
  if (isWithheld) return withhold(call.operationId, told);
  return call.operationId === "listProfiles" ? withholdRows(ports, viewer, told) : told;
}

/** In the list each customer is held back as their own page would be. */
async function withholdRows({ findMany }: SightPorts, viewer: Viewer, body: JsonObject): Promise<JsonObject> {
  const found = await findMany(viewer.brandId, [...idsIn(body)]);
  const open = new Set(
    found.filter((one) => mayPersonalise(viewer, one)).map(({ profileId }) => formatId("prf", profileId)),
  );
  return Object.fromEntries(
    Object.entries(body).map(([key, rows]) => [
      key,
      Array.isArray(rows)
        ? rows.map((row) =>
            isObject(row) && typeof row["id"] === "string" && !open.has(row["id"]) ? withholdRow(row) : row,
          )
        : rows,
    ]),
  );
}

/** As for decisions: a grant, for the channel or for any; nobody having asked is not enough. */
function mayPersonalise({ role }: Viewer, { profileId, state }: FoundProfile): boolean {
  if (role === undefined) return true;
  const channel = consentChannelOf(role === "retail" ? "store" : undefined);
  return viewOf(profileId, state).consent(`${channel}.personalisation`) === "granted";
}

function note(
  noting: Noting,
  { brandId, actor }: Viewer,
  { operationId, reads, subject }: Sighted,
  status: number,
  found: FoundProfile | undefined,
  body: unknown,
): void {
  if (!reads) {
    noting.change({ brandId, actor, operation: operationId, subject, status });
    return;
  }
  const profileIds = found === undefined ? [...idsIn(body)] : [found.profileId];
  if (profileIds.length > 0) noting.view({ brandId, actor, operation: operationId, profileIds });
}

const idKeys = new Set(["id", "profile", "profileId", "customer"]);
const mostIds = 1_000;

/** The customers that an answer names. */
function idsIn(body: unknown, ids: Set<number> = new Set()): Set<number> {
  if (!isTree(body) || typeof body !== "object" || body === null || ids.size >= mostIds) return ids;
  for (const [key, value] of Object.entries(body)) {
    const id = idKeys.has(key) && typeof value === "string" ? parseId("prf", value) : undefined;
    if (id === undefined) idsIn(value, ids);
    else ids.add(id);
  }
  return ids;
}

function isTree(body: unknown): body is Json {
  if (typeof body !== "object" || body === null) return typeof body === "string" || body === null;
  const prototype: unknown = Object.getPrototypeOf(body);
  return Array.isArray(body) || prototype === Object.prototype || prototype === null;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
