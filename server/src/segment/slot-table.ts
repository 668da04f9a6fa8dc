import type { Json } from "@attune/contract";
import type { Calendar } from "../kernel/calendar.ts";
import { canonicalJson } from "../kernel/canonical-json.ts";
import type { Slots } from "../profile/index.ts";
import { matcherOf } from "./event-match.ts";
import { createReading } from "./event-reading.ts";
import type { PlainEvent } from "./plain-event.ts";
import type { Interval, StoredSlot } from "./slots/slot.ts";
import type { SlotForm } from "./slots/slot-form.ts";
import { createWhereIndex } from "./where-index.ts";

/** All slots of a program: what the events of a leaf are kept as. */
export interface SlotTable {
  /** `changed` receives the stored keys of slots that are other than before. */
  observe(slots: Slots, event: PlainEvent, changed?: Set<string>): Slots;
  merge(a: Slots, b: Slots): Slots;
}

interface Forms {
  readonly byKey: Map<string, SlotForm>;
  /** Slots that were made here: they hold nothing unknown. */
  readonly checked: WeakSet<Slots>;
}

/** Slots of one event, one `where` and one interval: the event is judged once for all of them. */
interface SlotGroup {
  readonly where: StoredSlot["where"];
  readonly matches: (event: PlainEvent) => boolean;
  readonly slots: StoredSlot[];
}

export function createSlotTable(slots: Iterable<StoredSlot>, calendar: Calendar): SlotTable {
  const forms: Forms = { byKey: new Map(), checked: new WeakSet() };
  const byEvent = new Map<string, Map<string, SlotGroup>>();
  const reading = createReading();
  for (const slot of slots) {
    forms.byKey.set(slot.storedKey, slot.form);
    const groups = byEvent.get(slot.event) ?? new Map<string, SlotGroup>();
    byEvent.set(slot.event, groups);
    const { where, between } = slot;
    const name = canonicalJson({ where, between });
    const group = groups.get(name) ?? {
      where,
      matches: groupMatcher(between, matcherOf(where, calendar, reading)),
      slots: [],
    };
    groups.set(name, group);
    group.slots.push(slot);
  }
  const indexOf = new Map(
    [...byEvent].map(([event, groups]) => [event, createWhereIndex([...groups.values()], reading)]),
  );
  return {
    observe: (slots, event, changed) => {
      const candidates = indexOf.get(event.name)?.(event);
      return candidates === undefined ? slots : observe(slots, event, candidates, { forms, changed });
    },
    merge: (a, b) => mergeSlots(a, b, forms),
  };
}

function observe(
  slots: Slots,
  event: PlainEvent,
  groups: Iterable<SlotGroup>,
  { forms, changed }: { readonly forms: Forms; readonly changed: Set<string> | undefined },
): Slots {
  let next: Record<string, Json> | undefined;
  for (const group of groups) {
    if (!group.matches(event)) continue;
    for (const { storedKey, form } of group.slots) {
      const kept = form.add(slots[storedKey], event);
      if (kept === undefined) continue;
      next ??= known(slots, forms);
      next[storedKey] = kept;
      changed?.add(storedKey);
    }
  }
  if (next !== undefined) forms.checked.add(next);
  return next ?? slots;
}

function groupMatcher(
  between: Interval | undefined,
  matches: (event: PlainEvent) => boolean,
): (event: PlainEvent) => boolean {
  if (between === undefined) return matches;
  const { from = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY } = between;
  return (event) => event.occurredAt >= from && event.occurredAt < until && matches(event);
}

/** A copy. Slots that no definition needs any longer go when the leaf changes anyway. */
function known(slots: Slots, forms: Forms): Record<string, Json> {
  if (forms.checked.has(slots)) return { ...slots };
  const kept: Record<string, Json> = {};
  for (const key in slots) {
    const value = slots[key];
    if (value !== undefined && forms.byKey.has(key)) kept[key] = value;
  }
  return kept;
}

/** What one side alone has stays, known or not: a fill may run on a program that a newer definition has overtaken. */
function mergeSlots(a: Slots, b: Slots, forms: Forms): Slots {
  const merged: Record<string, Json> = { ...a, ...b };
  for (const [key, right] of Object.entries(b)) {
    const left = a[key];
    if (left === undefined) continue;
    const form = forms.byKey.get(key);
    if (form === undefined) delete merged[key];
    else merged[key] = form.merge(left, right);
  }
  return merged;
}
