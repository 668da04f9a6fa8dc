import type { FateReason } from "@attune/contract";
import type { Withheld } from "./audience.ts";
import type { Candidate, Tier } from "./candidates.ts";
import type { ChosenItems } from "./items/choose-items.ts";
import {
  audienceFor,
  isInTime,
  type Judgement,
  type JudgingGround,
  judge,
  judgeContacts,
  metOf,
} from "./judge.ts";

/** A candidate that is shown. */
export interface Pick {
  readonly candidate: Candidate;
  readonly items: ChosenItems | undefined;
  readonly isPinned: boolean;
  /** Its place among the others hung on what is known of the customer. */
  readonly isRankedForCustomer: boolean;
}

/** What is to be said of a candidate besides the reason. */
export interface Remark {
  readonly numbers?: Readonly<Record<string, number>>;
  readonly because?: string;
}

export interface Picked {
  /** In the order in which they are shown. */
  readonly picks: readonly Pick[];
  /** Of each candidate, in their order. */
  readonly fates: readonly FateReason[];
  readonly remarks: Readonly<Record<string, Remark>>;
  /** The first that kept something personal back. */
  readonly withheld: Withheld | undefined;
  /** Whether any candidate is within its dates. */
  readonly isLive: boolean;
}

/** Judges candidates tier by tier, and no more of them than the slots need. */
export function pick(
  candidates: readonly Candidate[],
  tiers: readonly Tier[],
  ground: JudgingGround,
): Picked {
  const work = new Picking(candidates, ground);
  if (ground.overrides.size > 0) work.pinned();
  for (const tier of tiers) {
    if (work.isFull() || (tier.isFallback && work.picks.length > 0)) break;
    if (tier.isRanked) work.ranked(tier);
    else work.inTurn(tier);
  }
  return { ...work.outcome(), picks: inGroups(work.picks) };
}

interface Passing {
  readonly at: number;
  readonly candidate: Candidate;
  readonly judgement: Judgement;
  readonly worth: number;
}

class Picking {
  readonly picks: Pick[] = [];
  readonly #candidates: readonly Candidate[];
  readonly #ground: JudgingGround;
  readonly #fates: FateReason[];
  readonly #remarks: Record<string, Remark> = {};
  readonly #most: number;
  readonly #perTag: number;
  readonly #tags = new Map<string, number>();
  #withheld: Withheld | undefined;

  constructor(candidates: readonly Candidate[], ground: JudgingGround) {
    this.#candidates = candidates;
    this.#ground = ground;
    this.#fates = new Array<FateReason>(candidates.length).fill("outranked");
    this.#most = ground.placement.slots?.most ?? 1;
    this.#perTag = ground.placement.slots?.perTag ?? Number.POSITIVE_INFINITY;
  }

  isFull(): boolean {
    return this.picks.length >= this.#most;
  }

  /** What staff want to be shown goes before all else. */
  pinned(): void {
    for (const [at, candidate] of this.#candidates.entries()) {
      if (this.isFull()) return;
      if (this.#ground.overrides.get(candidate.key) !== "pin") continue;
      const judgement = this.#judge(at, candidate);
      if (judgement !== undefined) this.#show(at, { candidate, items: judgement.items, isPinned: true });
    }
  }

  inTurn({ from, until }: Tier): void {
    for (let at = from; at < until && !this.isFull(); at += 1) {
      const candidate = this.#candidates[at];
      if (candidate === undefined || this.#isDone(at)) continue;
      const judgement = this.#judge(at, candidate);
      if (judgement !== undefined) this.#take(at, { candidate, items: judgement.items, isPinned: false });
    }
  }

  /** By what they are worth, the higher first, equal ones in their order. */
  ranked(tier: Tier): void {
    const passing = this.#passing(tier);
    const isRankedForCustomer = passing.some(
      ({ candidate }) =>
        candidate.ranker?.readsCustomer === true && audienceFor(candidate, this.#ground).known,
    );
    passing.sort((a, b) => b.worth - a.worth || a.at - b.at);
    for (const { at, candidate, judgement } of passing) {
      if (this.isFull()) return;
      if (this.#isHindered(at, candidate)) continue;
      this.#take(at, { candidate, items: judgement.items, isPinned: false, isRankedForCustomer });
    }
  }

  #passing({ from, until }: Tier): Passing[] {
    const passing: Passing[] = [];
    for (let at = from; at < until; at += 1) {
      const candidate = this.#candidates[at];
      const judgement = candidate && !this.#isDone(at) ? this.#judge(at, candidate) : undefined;
      if (candidate === undefined || judgement === undefined) continue;
      passing.push({ at, candidate, judgement, worth: this.#worthOf(candidate, judgement) });
    }
    return passing;
  }

  outcome(): Omit<Picked, "picks"> {
    return {
      fates: this.#fates,
      remarks: this.#remarks,
      withheld: this.#withheld,
      isLive: this.#candidates.some((candidate) => isInTime(candidate, this.#ground)),
    };
  }

  #isDone(at: number): boolean {
    return this.#fates[at] !== "outranked";
  }

  #judge(at: number, candidate: Candidate): Judgement | undefined {
    const judgement = judge(candidate, this.#ground);
    const { stop } = judgement;
    if (stop === undefined) return judgement;
    this.#note(at, candidate, stop, judgement);
    // What is over would have been shown to nobody.
    if (isWithheld(stop) && isInTime(candidate, this.#ground)) this.#withheld ??= stop;
    return undefined;
  }

  /** What has been shown in this very answer counts too. */
  #isHindered(at: number, candidate: Candidate): boolean {
    const judgement = this.picks.length === 0 ? undefined : judgeContacts(candidate, this.#ground);
    if (judgement?.stop === undefined) return false;
    this.#note(at, candidate, judgement.stop, judgement);
    return true;
  }

  #note(at: number, { key }: Candidate, stop: FateReason, { numbers, because }: Judgement): void {
    this.#fates[at] = stop;
    if (numbers !== undefined)
      this.#remarks[key] = { numbers, ...(because === undefined ? {} : { because }) };
  }

  #worthOf(candidate: Candidate, { items }: Judgement): number {
    if (candidate.ranker === undefined) return 0;
    const audience = audienceFor(candidate, this.#ground);
    const { worth, because } = candidate.ranker.worthOf({
      view: audience.known ? audience.view : undefined,
      item: items?.items[0],
      numbers: this.#ground.numbers,
      nowMs: this.#ground.situation.nowMs,
    });
    // Ranked by what is told, so that the log alone gives the same order.
    const told = Number(worth.toPrecision(12));
    this.#remarks[candidate.key] = {
      numbers: { worth: told },
      ...(because === undefined ? {} : { because }),
    };
    return told;
  }

  /** Unless too much of its tags, or all of its products, are shown already. */
  #take(at: number, one: Omit<Pick, "isRankedForCustomer"> & Partial<Pick>): void {
    const { tags = [] } = one.candidate.experience;
    const items = one.items && this.#unseen(one.items);
    const isAlike =
      tags.some((tag) => (this.#tags.get(tag) ?? 0) >= this.#perTag) || items?.items.length === 0;
    if (isAlike) this.#fates[at] = "tooAlike";
    else this.#show(at, { ...one, items });
  }

  #unseen(items: ChosenItems): ChosenItems {
    if (this.picks.length === 0) return items;
    const seen = new Set(this.picks.flatMap((one) => one.items?.items.map(({ product }) => product) ?? []));
    return { ...items, items: items.items.filter(({ product }) => !seen.has(product)) };
  }

  #show(at: number, one: Omit<Pick, "isRankedForCustomer"> & Partial<Pick>): void {
    const { candidate, isPinned } = one;
    this.#fates[at] = isPinned ? "pinned" : "chosen";
    for (const tag of candidate.experience.tags ?? []) this.#tags.set(tag, (this.#tags.get(tag) ?? 0) + 1);
    // At once, so that the next one here is judged by it.
    if (candidate.isCounted) this.#ground.tally?.serve(metOf(candidate, this.#ground));
    this.picks.push({ isRankedForCustomer: false, ...one });
  }
}

function isWithheld(reason: FateReason): reason is Withheld {
  return reason === "noConsent" || reason === "unknownCustomer" || reason === "heldOut";
}

/** Those of a group stand where the first of them does, by their order. */
function inGroups(picks: readonly Pick[]): readonly Pick[] {
  if (picks.length < 2) return picks;
  const groups = Map.groupBy(picks, ({ candidate }) => candidate.experience.group?.key ?? candidate);
  return [...groups.values()].flatMap((group) =>
    group.toSorted((a, b) => orderOf(a.candidate) - orderOf(b.candidate)),
  );
}

function orderOf({ experience }: Candidate): number {
  return experience.group?.order ?? 0;
}
