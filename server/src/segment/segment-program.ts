import type { Calendar } from "../kernel/calendar.ts";
import type { CustomerView, Slots } from "../profile/index.ts";
import type { BrandWorld } from "./brand-world.ts";
import type { Explanation } from "./explanation.ts";
import type { ReadComputed } from "./operators/computed/computed.ts";
import type { PlainEvent } from "./plain-event.ts";
import type { SegmentDefinition } from "./segment-definition.ts";
import type { StoredSlot } from "./slots/slot.ts";

export interface SegmentAnswer {
  readonly segmentId: number;
  readonly isMember: boolean;
  /** Epoch milliseconds up to which the answer holds if nothing happens (exclusive: at `until` it must be asked again); undefined: for ever. */
  readonly until: number | undefined;
}

/** What may have changed of a customer: slots (as `observe` tells), dotted paths of traits, consents and more. */
export interface CustomerChange {
  readonly slots: ReadonlySet<string>;
  /** The slots of all leaves: what cannot hold without a slot that none has is left out. Absent: nothing is left out. */
  readonly kept?: readonly Slots[];
  readonly traits: ReadonlySet<string>;
  readonly consents: boolean;
  /** What is computed of the customer's shopping. */
  readonly loyalty?: boolean;
  /** Which static lists name the customer. */
  readonly lists?: boolean;
}

/** All segments of a brand, ready to be asked. */
export interface SegmentProgram {
  readonly definitions: readonly SegmentDefinition[];
  readonly world: BrandWorld;
  readonly calendar: Calendar;
  /** Reads computed traits of a customer, by key. */
  readonly computed: ReadonlyMap<string, ReadComputed>;
  /** What must be kept of events, by slot key. */
  readonly slots: ReadonlyMap<string, StoredSlot>;
  slotKeysOf(segmentId: number): readonly string[];
  /** Adds an event to the slots of its leaf. The same object when no slot is concerned; else slots that no definition needs any longer go. Folding a set of events in any order gives the same slots. `changed` receives what `touchedBy` asks for. */
  observe(slots: Slots, event: PlainEvent, changed?: Set<string>): Slots;
  /** The slots of the union of two disjoint sets of events. Commutative and associative. Slots that only one side has stay, also those of another program. */
  mergeSlots(a: Slots, b: Slots): Slots;
  /** Segments whose answer may change by these, and all that refer to them, in an order in which references come first. */
  touchedBy(change: CustomerChange): readonly number[];
  /** The same for a customer of whom nothing was known before: also those whose answer is then other than no for ever. */
  touchedFirst(change: CustomerChange, nowMs: number): readonly number[];
  /** Segments whose answer may change by the clock alone, if of the customer's leaves these slots are kept and these segments hold them. */
  touchedByClock(kept: readonly Slots[], members: readonly number[]): readonly number[];
  /**
   * Asks segments about one customer, references first. `isMemberNow` answers for segments that are not among `which`; an
   * `until` takes only those that are into account, so that whoever asks some must ask again when the others change.
   */
  evaluate(
    view: CustomerView,
    which: readonly number[] | "all",
    nowMs: number,
    isMemberNow: (segmentId: number) => boolean,
  ): readonly SegmentAnswer[];
  /** The same without their `until`, for one customer at one moment: what it gives is asked for each segment, references first. False for an unknown one. */
  asker(
    view: CustomerView,
    nowMs: number,
    isMemberNow: (segmentId: number) => boolean,
  ): (segmentId: number) => boolean;
  /** Why a customer is in or out. Undefined for an unknown segment. */
  explain(
    segmentId: number,
    view: CustomerView,
    nowMs: number,
    isMemberNow: (segmentId: number) => boolean,
  ): Explanation | undefined;
}
