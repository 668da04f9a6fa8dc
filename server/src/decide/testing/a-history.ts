import type { Placement } from "@attune/contract";
import type { LiveKind, LiveSet } from "../../govern/index.ts";
import { nobody, type ProfileSet, profileSetOf } from "../../segment/index.ts";
import { indexCandidates } from "../candidates.ts";
import type { ContactRow } from "../contact/contact.ts";
import { createWindows } from "../contact/windows.ts";
import type { Customer } from "../customers.ts";
import { decide } from "../decide.ts";
import type { PastDecision } from "../simulate/past-decision.ts";
import type { SimulationPorts } from "../simulate/simulation-ports.ts";
import { aShelf } from "./a-shelf.ts";
import { liveExperiences, liveHoldOuts, type Scene, traitConditions } from "./ground.ts";

export const historyNow: number = Date.parse("2026-11-22T12:00:00Z");
export const hourMs = 3_600_000;

/** Who asked how many hours ago; undefined: a stranger. */
export type Visit = readonly [customer: Customer | undefined, hoursAgo: number];

export interface HistoryScene extends Pick<Scene, "experiences" | "placements"> {
  /** What was in force then, where it was something else. */
  readonly experiencesThen?: Scene["experiences"];
  readonly visits: readonly Visit[];
  /** As customers are now, where they have changed since. */
  readonly customersNow?: readonly Customer[];
  readonly contacts?: readonly ContactRow[];
  /** More than there are in `visits`, as if only they had been read. */
  readonly size?: { readonly decisions: number; readonly customers: number; readonly strangers: number };
}

/** A brand's log, as `decide` wrote it, and all that a simulation asks, in memory. */
export function aHistory(scene: HistoryScene): SimulationPorts {
  const { experiences, placements = { hero: {} }, visits } = scene;
  const set = livePlacements(placements);
  const then = indexCandidates(1, liveExperiences(scene.experiencesThen ?? experiences), traitConditions);
  const log = visits.map((visit, at) => logged(visit, at, then, set));
  const seen = visits.flatMap(([customer]) => customer ?? []);
  const now = new Map([...seen, ...(scene.customersNow ?? [])].map((one) => [one.profileId, one]));
  const strangers = visits.length - seen.length;
  const size = {
    decisions: log.length,
    customers: new Set(seen.map((one) => one.profileId)).size,
    strangers,
  };
  return {
    placements: always(set),
    experiences: always(liveExperiences(experiences)),
    holdOuts: always(liveHoldOuts()),
    policies: always({ position: 0, byKey: new Map() }),
    conditions: traitConditions,
    customers: { findByLeaf: async (_brandId, leafId) => now.get(leafId), isKnown: async () => false },
    contacts: {
      past: async (_brandId, { leafIds }) => ({
        past: { rows: (scene.contacts ?? []).filter((row) => leafIds.includes(row.leafId)), boughtAt: [] },
        kept: [],
      }),
    },
    windows: createWindows("Europe/London"),
    shelfOf: () => aShelf(),
    parts: { findLineUp: async () => JSON.parse(then.lineUp.text) },
    history: {
      size: async () => scene.size ?? size,
      read: async function* () {
        yield log;
      },
    },
    membersOf: () => async (condition) => membersAmong([...now.values()], condition),
    clock: { now: () => historyNow },
    pause: async () => undefined,
  };
}

function logged(
  [customer, hoursAgo]: Visit,
  at: number,
  candidates: ReturnType<typeof indexCandidates>,
  placements: LiveSet<Placement>,
): PastDecision {
  const decidedAt = historyNow - hoursAgo * hourMs;
  const ground = {
    brandId: 1,
    candidates,
    holdOuts: liveHoldOuts(),
    definitions: 5,
    shelf: aShelf(),
    windows: createWindows("Europe/London"),
    nowMs: decidedAt,
  };
  const question = { placements: [...placements.byKey.values()], context: {}, channel: undefined };
  const { record } = decide(ground, question, customer);
  const decisionId = `00000000-0000-4000-8000-${String(at).padStart(12, "0")}`;
  return { decisionId, decidedAt, profileId: customer?.profileId ?? null, record };
}

function livePlacements(placements: NonNullable<Scene["placements"]>): LiveSet<Placement> {
  const live = Object.entries(placements).map(([key, body], at) => ({
    id: 100 + at,
    key,
    version: 1,
    body: { name: key, ...body },
  }));
  return { position: 1, byKey: new Map(live.map((one) => [one.key, one])) };
}

function always<Body>(set: LiveSet<Body>): LiveKind<Body> {
  return { of: () => set, onChange: () => undefined };
}

/** Conditions on one trait and consents to personalisation, joined. */
function membersAmong(customers: readonly Customer[], condition: object): ProfileSet {
  const holds = (one: Customer, part: object): boolean => {
    if ("all" in part) return (part.all as object[]).every((inner) => holds(one, inner));
    if ("any" in part) return (part.any as object[]).some((inner) => holds(one, inner));
    if ("not" in part) return !holds(one, part.not as object);
    const { trait, consent, is } = part as { trait?: string; consent?: string; is: unknown };
    return trait === undefined ? one.view.consent(consent ?? "") === is : one.view.trait(trait) === is;
  };
  const found = customers.filter((one) => holds(one, condition));
  return found.length === 0 ? nobody : profileSetOf(found.map(({ profileId }) => profileId));
}
