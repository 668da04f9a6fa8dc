import { type ConsentRow, consentEntriesOf, consentsOf, ledgerNews } from "../govern/index.ts";
import {
  type CustomerView,
  emptyLeaf,
  evaluateProfile,
  foldLeaf,
  type IdentityChanges,
  type IdentityGraph,
  type KeptPortrait,
  type LeafState,
  type MembershipChange,
  type ProfileState,
  portraitOf,
  receiptNamespace,
  saleKeyOf,
  searchTermsOf,
  viewOf,
} from "../profile/index.ts";
import type { ProfileRow, StoredProfile } from "../profile/postgres/profile-store.ts";
import { loyaltyNeedsOf, type SegmentProgram } from "../segment/index.ts";
import type { BatchContext, FoldedEvent, ProfileOutcome, TermChange } from "./batch.ts";
import { breathe } from "./breathe.ts";
import { earlier } from "./earlier.ts";
import { askedNow, type LoyaltyWork, noteLoyalty } from "./loyalty-work.ts";
import { settleStored } from "./settle.ts";
import { shapeToKeep } from "./shape-to-keep.ts";

interface Touched {
  readonly before: StoredProfile | undefined;
  leaves: Record<string, LeafState>;
  /** Of all its leaves: those that are other than before. */
  readonly slots: Set<string>;
  readonly traits: Set<string>;
  consents: boolean;
  lists: boolean;
  mergedAt: number | undefined;
  /** Leaves came or went: everything is asked again. */
  reshaped: boolean;
  /** A leaf began in a profile that was there. */
  grown: boolean;
  /** An event is about a sale. */
  hasSale: boolean;
}

interface Gathered {
  readonly profiles: ProfileRow[];
  readonly memberships: MembershipChange[];
  readonly terms: TermChange[];
  readonly portraits: KeptPortrait[];
  readonly loyalty: LoyaltyWork;
}

const profilesPerBreath = 100;
const nothing: ProfileState = { leaves: {}, segments: {} };

/** The profiles that one batch touches, in memory: loaded, leaves moved, events folded, conditions asked. */
export class ProfileWork {
  readonly #context: BatchContext;
  readonly #graph: IdentityGraph;
  readonly #touched = new Map<number, Touched>();
  readonly #known = new Set<number>();
  /** Profiles with an identifier that is new to them and that people may search for. */
  readonly #linked = new Set<number>();

  constructor(context: BatchContext, graph: IdentityGraph) {
    this.#context = context;
    this.#graph = graph;
  }

  /** Reads the rows of every profile concerned and puts each moved leaf's state where the leaf belongs now. */
  async load(
    read: (profileIds: readonly number[]) => Promise<readonly StoredProfile[]>,
    folded: readonly FoldedEvent[],
    changes: IdentityChanges,
    homes: ReadonlyMap<number, number>,
  ): Promise<void> {
    const wanted = new Set<number>();
    for (const { leafId } of folded) wanted.add(this.#graph.leaf(leafId).profileId);
    for (const { leafId } of changes.links) wanted.add(this.#graph.leaf(leafId).profileId);
    for (const leaf of changes.leaves) {
      const home = homes.get(leaf.leafId);
      if (home !== undefined && home !== leaf.profileId) wanted.add(home).add(leaf.profileId);
    }
    for (const stored of await read([...wanted])) {
      this.#known.add(stored.profileId);
      this.#touched.set(stored.profileId, touch(stored));
    }
    for (const { namespace, leafId } of changes.links)
      if (namespace !== "anonymousId") this.#linked.add(this.#graph.leaf(leafId).profileId);
    for (const leaf of changes.leaves) this.#move(leaf.leafId, homes.get(leaf.leafId), leaf.profileId);
  }

  /** Folds one event into its leaf; what it adds to the consent ledger is for the caller to write. */
  fold({ leafId, event, position, split }: FoldedEvent): readonly ConsentRow[] {
    const touched = this.#at(this.#graph.leaf(leafId).profileId);
    const before = touched.leaves[leafId] ?? emptyLeaf;
    if (before === emptyLeaf && touched.before !== undefined) touched.grown = true;
    const after = foldLeaf(before, event, consentEntriesOf(event));
    touched.leaves[leafId] = {
      ...after,
      slots: this.#context.program.observe(before.slots, { ...event, plain: split }, touched.slots),
    };
    if (saleKeyOf(event) !== undefined) touched.hasSale = true;
    if (after.consents !== before.consents) touched.consents = true;
    if (after.traits !== before.traits) noteTraits(touched.traits, before, after);
    return ledgerNews(consentsOf(event), before.consents).map((consent, ordinal) => ({
      ...consent,
      brandId: this.#context.brandId,
      position,
      ordinal,
      leafId,
      recordedAt: event.receivedAt,
    }));
  }

  /** Static lists that name an identifier which has just been learnt, by its leaf. */
  list(listsOf: ReadonlyMap<number, readonly string[]>): void {
    for (const [leafId, lists] of listsOf) {
      const touched = this.#at(this.#graph.leaf(leafId).profileId);
      const leaf = touched.leaves[leafId];
      const known = new Set([...(leaf?.lists ?? []), ...lists]);
      if (known.size === leaf?.lists?.length) continue;
      touched.leaves[leafId] = { ...(leaf ?? emptyLeaf), lists: [...known].sort() };
      touched.lists = true;
      if (leaf === undefined && touched.before !== undefined) touched.grown = true;
    }
  }

  /** Profiles to which leaves came or from which they went, with the leaves they have now. */
  regrouped(): ReadonlyMap<number, readonly number[]> {
    const shapes = [...this.#touched].filter(([, touched]) => touched.reshaped || touched.grown);
    return new Map(
      shapes.map(([profileId, touched]) => [profileId, Object.keys(touched.leaves).map(Number)]),
    );
  }

  /** Profiles whose search terms may change, so that all their identifiers are needed. */
  retold(folded: readonly FoldedEvent[]): ReadonlySet<number> {
    const retold = new Set<number>();
    for (const [profileId, touched] of this.#touched) if (touched.reshaped) retold.add(profileId);
    for (const { leafId, event } of folded) {
      const { profileId } = this.#graph.leaf(leafId);
      if (statesTraits(event) || !this.#known.has(profileId) || this.#linked.has(profileId))
        retold.add(profileId);
    }
    return retold;
  }

  /** `mergedAt`: when two known customers were last joined into a regrouped profile. */
  async finish(mergedAt: ReadonlyMap<number, number>): Promise<ProfileOutcome> {
    for (const profileId of this.regrouped().keys()) this.#at(profileId).mergedAt = mergedAt.get(profileId);
    const outcome = {
      profiles: [] as ProfileRow[],
      known: this.#known,
      memberships: [] as MembershipChange[],
      terms: [] as TermChange[],
      portraits: [] as KeptPortrait[],
      loyalty: { customers: [], engaged: [], gone: [] } as LoyaltyWork,
    };
    let finished = 0;
    for (const [profileId, touched] of this.#touched) {
      this.#finishOne(profileId, touched, outcome);
      finished += 1;
      if (finished % profilesPerBreath === 0) await breathe();
    }
    return outcome;
  }

  #finishOne(profileId: number, touched: Touched, outcome: Gathered): void {
    const gone = Object.keys(touched.leaves).length === 0;
    if (gone && touched.before === undefined) return;
    if (gone) this.#empty(profileId, touched, outcome);
    else this.#ask(profileId, touched, outcome);
  }

  /** All its leaves went into another profile: the row stays, empty, and names it. */
  #empty(profileId: number, touched: Touched, outcome: Gathered): void {
    const before = touched.before?.state ?? nothing;
    outcome.memberships.push(...leaveAll(profileId, before, this.#context.now));
    outcome.profiles.push({
      profileId,
      state: JSON.stringify(nothing),
      timerAt: undefined,
      hidden: true,
      mergedInto: this.#successor(touched),
    });
    outcome.terms.push({ profileId, all: true, added: [], removed: [] });
    outcome.portraits.push({ profileId, portrait: undefined });
    outcome.loyalty.gone.push(profileId);
  }

  #ask(profileId: number, touched: Touched, outcome: Gathered): void {
    const { program, now } = this.#context;
    const before = touched.before?.state ?? nothing;
    const settled = settleStored(this.#context, touched.before, now);
    const hidden = this.#graph.holdsOnly(profileId, receiptNamespace);
    const merged = shapeToKeep(this.#graph, profileId, touched);
    const seen = viewOf(profileId, { leaves: touched.leaves, segments: {}, ...merged });
    const isAnother = !hidden && this.#noteLoyalty(touched, seen, outcome.loyalty);
    const asked = hidden ? [] : this.#askedOf(touched);
    const isKnown = touched.before !== undefined || touched.reshaped || touched.hasSale;
    const { which, view, isRestLeft } = askedNow(this.#context, { asked, view: seen, isKnown, isAnother });
    const answers = evaluateProfile(program, view, settled.segments, which, now);
    const state: ProfileState = { leaves: touched.leaves, segments: answers.segments, ...merged };
    outcome.memberships.push(...settled.changes, ...answers.changes);
    outcome.profiles.push({
      profileId,
      state: JSON.stringify(state),
      timerAt: earlier(settled.until, isRestLeft ? now : answers.until),
      timerBefore: touched.before?.timerAt,
      hidden,
      mergedInto: undefined,
    });
    if (!hidden && this.#isRetold(profileId, touched)) {
      outcome.terms.push(this.#termChange(profileId, before, state, touched.reshaped));
    }
    this.#redraw(profileId, touched, hidden ? undefined : state, outcome);
  }

  /** `seen` is undefined while the customer is hidden. */
  #redraw(profileId: number, touched: Touched, seen: ProfileState | undefined, outcome: Gathered): void {
    const isHidden = seen === undefined;
    if (isRedrawn(touched, isHidden))
      outcome.portraits.push({ profileId, portrait: seen && portraitOf(profileId, seen) });
    if (isHidden && touched.before?.hidden === false) outcome.loyalty.gone.push(profileId);
  }

  /** Whether what is computed of the customer's shopping may be another after the batch. */
  #noteLoyalty(
    { before, leaves, reshaped, hasSale }: Touched,
    after: CustomerView,
    work: LoyaltyWork,
  ): boolean {
    const { loyalty, now, program } = this.#context;
    if (loyalty === undefined) return false;
    const seen = before?.hidden === true ? undefined : before?.state;
    const isNew = before === undefined && !reshaped;
    const { profileId } = after;
    const touch = noteLoyalty(
      loyalty,
      { profileId, before: seen, leaves, after, isReshaped: reshaped, isNew, hasSale, nowMs: now },
      work,
    );
    return touch === "more" || (touch === "dates" && loyaltyNeedsOf(program).countsVisits);
  }

  #isRetold(profileId: number, { before, traits, reshaped }: Touched): boolean {
    return traits.size > 0 || reshaped || before === undefined || this.#linked.has(profileId);
  }

  #askedOf(touched: Touched): readonly number[] {
    const { program, answered, now } = this.#context;
    return askedSegments(touched, program, now).filter((id) => answered.has(id));
  }

  #termChange(profileId: number, before: ProfileState, after: ProfileState, all: boolean): TermChange {
    const old = all ? new Set<string>() : searchTermsOf(before, []);
    const next = searchTermsOf(after, this.#graph.linksOf(profileId));
    return {
      profileId,
      all,
      added: [...next].filter((term) => !old.has(term)),
      removed: [...old].filter((term) => !next.has(term)),
    };
  }

  #successor(touched: Touched): number | undefined {
    const [leafId] = Object.keys(touched.before?.state.leaves ?? {});
    return leafId === undefined ? touched.before?.mergedInto : this.#graph.leaf(Number(leafId)).profileId;
  }

  #move(leafId: number, from: number | undefined, into: number): void {
    if (from === undefined || from === into) return;
    const source = this.#at(from);
    const target = this.#at(into);
    const state = source.leaves[leafId];
    source.reshaped = true;
    target.reshaped = true;
    if (state === undefined) return;
    delete source.leaves[leafId];
    target.leaves[leafId] = state;
  }

  #at(profileId: number): Touched {
    let touched = this.#touched.get(profileId);
    if (touched === undefined) {
      touched = touch(undefined);
      this.#touched.set(profileId, touched);
    }
    return touched;
  }
}

/** Whether conditions on people may read something else of the customer now. */
function isRedrawn(
  { before, traits, consents, lists, reshaped, mergedAt }: Touched,
  hidden: boolean,
): boolean {
  if (before === undefined) return !hidden;
  const isShown = before.hidden !== hidden || before.mergedInto !== undefined;
  return isShown || traits.size > 0 || consents || lists || reshaped || before.state.mergedAt !== mergedAt;
}

function askedSegments(touched: Touched, program: SegmentProgram, now: number): readonly number[] {
  if (touched.reshaped) return program.definitions.map((one) => one.segmentId);
  const kept = Object.values(touched.leaves).map((leaf) => leaf.slots);
  const change = { ...touched, kept };
  return touched.before === undefined ? program.touchedFirst(change, now) : program.touchedBy(change);
}

function touch(before: StoredProfile | undefined): Touched {
  return {
    before,
    leaves: { ...before?.state.leaves },
    slots: new Set(),
    traits: new Set(),
    consents: false,
    lists: false,
    mergedAt: before?.state.mergedAt,
    reshaped: false,
    grown: false,
    hasSale: false,
  };
}

function statesTraits({ traits, context }: FoldedEvent["event"]): boolean {
  for (const _ in traits) return true;
  return context["traits"] !== undefined;
}

function noteTraits(paths: Set<string>, before: LeafState, after: LeafState): void {
  for (const path of Object.keys(after.traits))
    if (after.traits[path] !== before.traits[path]) paths.add(path);
}

function leaveAll(profileId: number, before: ProfileState, at: number): MembershipChange[] {
  return Object.keys(before.segments).map((segmentId) => ({
    segmentId: Number(segmentId),
    profileId,
    entered: false,
    at,
  }));
}
