import {
  type ComputedTraitBody,
  type Condition,
  computedKeyForm,
  computedLimits,
  computedTraitSchema,
} from "@attune/contract";
import { type DefinitionKind, type Others, parseWithSchema } from "../govern/index.ts";
import { computedFaults } from "./foreign-names.ts";
import { refusals } from "./refusals.ts";

/** Computed traits as definitions. They are made of events alone and name no other definition, so there are no cycles among them. */
export const computedTraitKind: DefinitionKind<ComputedTraitBody> = {
  kind: "computed-trait",
  parse: (body) => parseWithSchema("computed-trait", computedTraitSchema, body),
  check: async (key, body, others) => {
    if (!computedKeyForm.test(key)) throw refusals.badComputedKey(key);
    if (others.of("computed-trait").size > computedLimits.live) throw refusals.tooManyComputed();
    refuseOtherType(key, body, others);
  },
};

export function computedBodies(others: Others): ReadonlyMap<string, ComputedTraitBody | undefined> {
  return others.of("computed-trait") as ReadonlyMap<string, ComputedTraitBody | undefined>; // as their kind parsed them
}

const asking = ["segment", "experience"] as const;

/** Who asks whether a number is at least 3 would never be answered by a text. */
function refuseOtherType(key: string, body: ComputedTraitBody, others: Others): void {
  for (const kind of asking) {
    const bodies = others.of(kind) as ReadonlyMap<string, { readonly condition?: Condition } | undefined>; // as their kind parsed them
    for (const [name, user] of bodies) {
      if (user?.condition === undefined) continue;
      const [fault] = computedFaults(user.condition, "/condition", new Map([[key, body]]));
      if (fault !== undefined) throw refusals.computedInUse(`${kind}/${name}`, fault);
    }
  }
}
