import {
  type ContactPolicy,
  computedKeyOf,
  contactPolicySchema,
  type Dealing,
  type Experience,
  experienceSchema,
  type HoldOut,
  holdOutSchema,
  type Placement,
  parseFormula,
  placementSchema,
  type Touchpoint,
  touchpointSchema,
} from "@attune/contract";
import { type DefinitionKind, parseWithSchema, type Reference } from "../govern/index.ts";
import { conditionReferences } from "../segment/index.ts";
import { checkExperienceContent, checkPlacementContent } from "./check-content.ts";
import { refusals } from "./refusals.ts";

export const touchpointKind: DefinitionKind<Touchpoint> = {
  kind: "touchpoint",
  parse: (body) => parseWithSchema("touchpoint", touchpointSchema, body),
};

export const placementKind: DefinitionKind<Placement> = {
  kind: "placement",
  parse: (body) => parseWithSchema("placement", placementSchema, body),
  references: ({ touchpoint }) =>
    touchpoint === undefined ? [] : [{ kind: "touchpoint", key: touchpoint, pointer: "/touchpoint" }],
  check: async (key, placement, others) => {
    checkChannel(placement, others.of("touchpoint") as Bodies<Touchpoint>);
    checkPlacementContent(key, placement, others.of("experience") as Bodies<Experience>);
  },
};

export const holdOutKind: DefinitionKind<HoldOut> = {
  kind: "hold-out",
  parse: (body) => parseWithSchema("hold-out", holdOutSchema, body),
  references: ({ scope }) =>
    scope === "promotional" || scope.experience === undefined
      ? []
      : [{ kind: "experience", key: scope.experience, pointer: "/scope/experience" }],
};

export const contactPolicyKind: DefinitionKind<ContactPolicy> = {
  kind: "contact-policy",
  parse: (body) => parseWithSchema("contact-policy", contactPolicySchema, body),
  references: ({ scope }) =>
    typeof scope === "object" && "placement" in scope
      ? [{ kind: "placement", key: scope.placement, pointer: "/scope/placement" }]
      : [],
};

export const experienceKind: DefinitionKind<Experience> = {
  kind: "experience",
  parse: (body) => parseWithSchema("experience", experienceSchema, body),
  references: ({ placement, condition, items, formula }) => [
    { kind: "placement", key: placement, pointer: "/placement" },
    ...(items?.segment === undefined
      ? []
      : [{ kind: "segment", key: items.segment, pointer: "/items/segment" }]),
    ...(condition === undefined
      ? []
      : conditionReferences(condition, "/condition").filter(({ kind }) => kind !== "store")),
    ...(formula === undefined ? [] : computedInFormula(formula)),
  ],
  check: async (key, experience, others) => {
    const placements = others.of("placement") as Bodies<Placement>;
    checkExperienceContent(experience, placements.get(experience.placement));
    checkNamespace(key, experience, others.of("experience") as Bodies<Experience>);
  },
};

/** Computed traits that a formula reads. */
function computedInFormula(formula: string): readonly Reference[] {
  const names = [...parseFormula(formula).names.keys()];
  const keys = names.flatMap((name) =>
    name.startsWith("profile.") ? (computedKeyOf(name.slice("profile.".length)) ?? []) : [],
  );
  return keys.map((key) => ({ kind: "computed-trait", key, pointer: "/formula" }));
}

/** As their kind parsed them, where it could. */
type Bodies<Body> = ReadonlyMap<string, Body | undefined>;

function checkChannel({ touchpoint, channel }: Placement, touchpoints: Bodies<Touchpoint>): void {
  const at = touchpoint === undefined ? undefined : touchpoints.get(touchpoint);
  if (at !== undefined && channel !== undefined && channel !== at.channel)
    throw refusals.otherChannel(channel, at.channel);
}

function checkNamespace(key: string, { dealing }: Experience, experiences: Bodies<Experience>): void {
  const namespace = dealing?.namespace;
  if (namespace === undefined) return;
  for (const [other, body] of experiences) {
    const taken = body?.dealing?.namespace;
    if (other !== key && taken !== undefined && overlaps(namespace, taken))
      throw refusals.namespaceTaken(other);
  }
}

type Namespace = NonNullable<Dealing["namespace"]>;

/** Who takes part in one of them takes part in none of the others. */
function overlaps(one: Namespace, other: Namespace): boolean {
  return one.id === other.id && one.from < other.until && other.from < one.until;
}
