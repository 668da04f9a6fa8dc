import type { Json } from "@attune/contract";
import { canonicalJson } from "../kernel/canonical-json.ts";
import type { Slots } from "../profile/index.ts";
import { testOf } from "./comparison.ts";
import { type PlainEvent, valueReader } from "./plain-event.ts";
import type { SlotDefinition, StoredSlot } from "./slots/slot.ts";
import type { SlotForm } from "./slots/slot-form.ts";

/** All slots of a program: what the events of a leaf are kept as. */
export interface SlotTable {
  observe(slots: Slots, event: PlainEvent): Slots;
  merge(a: Slots, b: Slots): Slots;
}

/** Slots of one event and one `where`: the event is judged once for all of them. */
interface SlotGroup {
  readonly matches: (event: PlainEvent) => boolean;
  readonly slots: StoredSlot[];
}

export function createSlotTable(slots: Iterable<StoredSlot>): SlotTable {
  const forms = new Map<string, SlotForm>();
  const byEvent = new Map<string, Map<string, SlotGroup>>();
  for (const slot of slots) {
    forms.set(slot.storedKey, slot.form);
    const groups = byEvent.get(slot.event) ?? new Map<string, SlotGroup>();
    byEvent.set(slot.event, groups);
    const name = canonicalJson(slot.where);
    const group = groups.get(name) ?? { matches: matcherOf(slot.where), slots: [] };
    groups.set(name, group);
    group.slots.push(slot);
  }
  const groupsOf = new Map([...byEvent].map(([event, groups]) => [event, [...groups.values()]]));
  return {
    observe: (slots, event) => {
      const groups = groupsOf.get(event.name);
      return groups === undefined ? slots : observe(slots, event, groups, forms);
    },
    merge: (a, b) => mergeSlots(a, b, forms),
  };
}

function observe(
  slots: Slots,
  event: PlainEvent,
  groups: readonly SlotGroup[],
  forms: ReadonlyMap<string, SlotForm>,
): Slots {
  let next: Record<string, Json> | undefined;
  for (const group of groups) {
    if (!group.matches(event)) continue;
    for (const { storedKey, form } of group.slots) {
      const kept = form.add(slots[storedKey], event);
      if (kept === undefined) continue;
      next ??= known(slots, forms);
      next[storedKey] = kept;
    }
  }
  return next ?? slots;
}

function matcherOf(where: SlotDefinition["where"]): (event: PlainEvent) => boolean {
  const tests = Object.entries(where).map(([path, comparison]) => ({
    read: valueReader(path),
    test: testOf(comparison),
  }));
  if (tests.length === 0) return () => true;
  return (event) => tests.every(({ read, test }) => test(read(event)));
}

/** Slots that no definition needs any longer go when the leaf changes anyway. */
function known(slots: Slots, forms: ReadonlyMap<string, SlotForm>): Record<string, Json> {
  const kept: Record<string, Json> = {};
  for (const key in slots) {
    const value = slots[key];
    if (value !== undefined && forms.has(key)) kept[key] = value;
  }
  return kept;
}

/** What one side alone has stays, known or not: a fill may run on a program that a newer definition has overtaken. */
function mergeSlots(a: Slots, b: Slots, forms: ReadonlyMap<string, SlotForm>): Slots {
  const merged: Record<string, Json> = { ...a, ...b };
  for (const [key, right] of Object.entries(b)) {
    const left = a[key];
    if (left === undefined) continue;
    const form = forms.get(key);
    if (form === undefined) delete merged[key];
    else merged[key] = form.merge(left, right);
  }
  return merged;
}
