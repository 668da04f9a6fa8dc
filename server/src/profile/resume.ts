import {
  type Channel,
  consentChannelOf,
  type Json,
  type JsonObject,
  type ResumeEntry,
  type ResumeKind,
  resumeKinds,
} from "@attune/contract";
import { combineLeaves } from "./customer-view.ts";
import { openCart } from "./fold-leaf.ts";
import type { CustomerView, LeafState } from "./profile-state.ts";
import type { MatterKind } from "./trail/trail.ts";

/** Where a customer left off, in epoch milliseconds. */
export interface LeftOff extends Pick<ResumeEntry, "kind" | "id" | "channel" | "consent"> {
  readonly at: number;
  readonly expiresAt: number;
  /** Undefined where the customer does not want it used. */
  readonly left: Left | undefined;
}

export interface Left {
  readonly items?: readonly {
    readonly product: string;
    readonly quantity?: number;
    readonly priceMinor?: number | null;
  }[];
  readonly query?: string;
  readonly facts?: JsonObject;
}

const dayMs = 86_400_000;

/**
 * How long each is worth going on with, and by which consent it is used. What the customer asked to be kept or done for her is service, and may be used
 * unless she says no; what she merely did may be used only where she says yes.
 */
const kinds: Readonly<Record<ResumeKind, readonly [days: number, purpose: "service" | "personalisation"]>> = {
  cart: [30, "service"],
  list: [365, "service"],
  case: [180, "service"],
  appointment: [90, "service"],
  promise: [90, "service"],
  form: [30, "service"],
  viewed: [30, "personalisation"],
  search: [7, "personalisation"],
  quiz: [30, "personalisation"],
  advice: [90, "personalisation"],
};
const appointmentLastsMs = 3_600_000;
const promiseStaysMs = 14 * dayMs;

/** The newest first. `channel`: where it is to be used; unless told, where each was left. Pure; times are epoch milliseconds. */
export function resumeOf(view: CustomerView, nowMs: number, channel?: Channel): readonly LeftOff[] {
  const leaf = combineLeaves(view.leaves);
  return [...cartOf(leaf), ...viewedOf(leaf), ...searchOf(leaf), ...listsOf(leaf), ...mattersOf(leaf)]
    .filter(({ expiresAt }) => expiresAt > nowMs)
    .sort((a, b) => b.at - a.at || resumeKinds.indexOf(a.kind) - resumeKinds.indexOf(b.kind))
    .map((found) => withConsent(found, view, channel ?? found.channel));
}

interface Found extends Omit<LeftOff, "consent" | "left"> {
  readonly left: Left;
}

function withConsent(found: Found, view: CustomerView, channel: Channel): LeftOff {
  const [, purpose] = kinds[found.kind];
  const key = `${consentChannelOf(channel)}.${purpose}`;
  const state = view.consent(key);
  const isAllowed = state === "granted" || (state === "unknown" && purpose === "service");
  return { ...found, consent: { key, state }, left: isAllowed ? found.left : undefined };
}

type Combined = Omit<LeafState, "slots">;

function entry(kind: ResumeKind, id: string | null, at: number, channel: Channel, left: Left): Found {
  return { kind, id, channel, at, expiresAt: at + kinds[kind][0] * dayMs, left };
}

function cartOf({ cart }: Combined): readonly Found[] {
  const items = openCart(cart);
  const latest = cart.steps.at(-1);
  return items.length === 0 || latest === undefined
    ? []
    : [entry("cart", null, latest[0], latest[5] ?? "web", { items })];
}

function viewedOf({ viewed }: Combined): readonly Found[] {
  const [latest] = viewed;
  if (latest === undefined) return [];
  const items = viewed.map(([product]) => ({ product }));
  return [entry("viewed", null, latest[1], latest[2] ?? "web", { items })];
}

function searchOf({ trail }: Combined): readonly Found[] {
  if (trail?.searched === undefined) return [];
  const [at, , channel, query] = trail.searched;
  return [entry("search", null, at, channel, { query })];
}

function listsOf({ trail }: Combined): readonly Found[] {
  const standing = (trail?.listed ?? []).filter(([, , , , , on]) => on === 1); // the newest first
  return [...Map.groupBy(standing, ([, , , list]) => list)].flatMap(([list, words]) => {
    const [latest] = words;
    const items = words.map(([, , , , product]) => ({ product }));
    return latest === undefined ? [] : [entry("list", list, latest[0], latest[2], { items })];
  });
}

function mattersOf({ trail }: Combined): readonly Found[] {
  return (trail?.matters ?? []).flatMap(([at, , channel, kind, id, open, facts]) => {
    if (open === 0) return [];
    const found = entry(kind, id === "" ? null : id, at, channel, { facts });
    return [{ ...found, expiresAt: statedEnd(kind, facts) ?? found.expiresAt }];
  });
}

/** An appointment is over an hour after it began; a promise not kept stays for two weeks, so that somebody asks. */
function statedEnd(kind: MatterKind, facts: JsonObject): number | undefined {
  const stated = momentOf(facts["expires_at"]);
  if (stated !== undefined) return stated;
  const startsAt = kind === "appointment" ? momentOf(facts["starts_at"]) : undefined;
  if (startsAt !== undefined) return startsAt + appointmentLastsMs;
  const dueAt = kind === "promise" ? momentOf(facts["due_at"]) : undefined;
  return dueAt === undefined ? undefined : dueAt + promiseStaysMs;
}

function momentOf(value: Json | undefined): number | undefined {
  const at = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}
