import type { Condition, Json } from "@attune/contract";
import type { Calendar } from "../kernel/calendar.ts";
import type { Slots } from "../profile/index.ts";
import { type BrandWorld, emptyWorld } from "./brand-world.ts";
import type { Compiler, Moment, Question, ReadSlot } from "./operators/operator.ts";
import { operatorOf } from "./operators/operators.ts";
import { slotForm } from "./slots/forms.ts";
import type { StoredSlot } from "./slots/slot.ts";
import type { SlotForm } from "./slots/slot-form.ts";

/** A condition ready to be asked, and what its answer depends on. */
export interface CompiledCondition extends Question {
  readonly slots: ReadonlyMap<string, StoredSlot>;
  readonly traits: ReadonlySet<string>;
  readonly consents: boolean;
  readonly loyalty: boolean;
  readonly lists: boolean;
  /** Keys of segments. */
  readonly segments: ReadonlySet<string>;
}

/** `storedKey` says under which key the state of a slot lies in a leaf. */
export function compileCondition(
  condition: Condition,
  calendar: Calendar,
  storedKey: (slotKey: string) => string = (key) => key,
  world: BrandWorld = emptyWorld,
): CompiledCondition {
  const { compiler, needs } = createCompiler(calendar, storedKey, world);
  const question = compiler.compile(condition);
  return { ...question, ...needs };
}

/** `needs` grows while conditions are compiled. */
export function createCompiler(
  calendar: Calendar,
  storedKey: (slotKey: string) => string,
  world: BrandWorld,
): { readonly compiler: Compiler; readonly needs: Omit<CompiledCondition, keyof Question> } {
  const slots = new Map<string, StoredSlot>();
  const traits = new Set<string>();
  const segments = new Set<string>();
  const needs = { consents: false, loyalty: false, lists: false, slots, traits, segments };
  const compiler: Compiler = {
    calendar,
    world,
    compile: (inner) => operatorOf(inner).compile(inner, compiler),
    slot: (definition) => {
      const slot = {
        ...definition,
        storedKey: storedKey(definition.key),
        form: slotForm(definition, calendar),
      };
      slots.set(definition.key, slot);
      return slotReader(slot);
    },
    dependsOnTrait: (path) => traits.add(path),
    dependsOnConsents: () => {
      needs.consents = true;
    },
    dependsOnLoyalty: () => {
      needs.loyalty = true;
    },
    dependsOnLists: () => {
      needs.lists = true;
    },
    dependsOnSegment: (key) => segments.add(key),
  };
  return { compiler, needs };
}

function slotReader({ storedKey, form }: StoredSlot): ReadSlot {
  const read = ({ view }: Pick<Moment, "view">): Json | undefined => {
    let kept: Json | undefined;
    for (const slots of view.slots) kept = withKept(kept, slots, storedKey, form);
    return kept;
  };
  return Object.assign(read, { storedKey });
}

function withKept(kept: Json | undefined, slots: Slots, key: string, form: SlotForm): Json | undefined {
  const more = slots[key];
  if (more === undefined) return kept;
  return kept === undefined ? more : form.merge(kept, more);
}
