import {
  type Dealing,
  type Experience,
  experienceSchema,
  type HoldOut,
  holdOutSchema,
  type Placement,
  placementSchema,
} from "@attune/contract";
import { type DefinitionKind, parseWithSchema } from "../govern/index.ts";
import { conditionReferences } from "../segment/index.ts";
import { refusals } from "./refusals.ts";

export const placementKind: DefinitionKind<Placement> = {
  kind: "placement",
  parse: (body) => parseWithSchema("placement", placementSchema, body),
};

export const holdOutKind: DefinitionKind<HoldOut> = {
  kind: "hold-out",
  parse: (body) => parseWithSchema("hold-out", holdOutSchema, body),
};

export const experienceKind: DefinitionKind<Experience> = {
  kind: "experience",
  parse: (body) => parseWithSchema("experience", experienceSchema, body),
  references: ({ placement, condition, items }) => [
    { kind: "placement", key: placement, pointer: "/placement" },
    ...(items?.segment === undefined
      ? []
      : [{ kind: "segment", key: items.segment, pointer: "/items/segment" }]),
    ...(condition === undefined
      ? []
      : conditionReferences(condition, "/condition").filter(({ kind }) => kind !== "store")),
  ],
  check: async (key, { dealing: { namespace } = {} }, others) => {
    if (namespace === undefined) return;
    const bodies = others.of("experience") as ReadonlyMap<string, Experience | undefined>; // as this kind parsed them, where it could
    for (const [other, body] of bodies) {
      const taken = body?.dealing?.namespace;
      if (other !== key && taken !== undefined && overlaps(namespace, taken))
        throw refusals.namespaceTaken(other);
    }
  },
};

type Namespace = NonNullable<Dealing["namespace"]>;

/** Who takes part in one of them takes part in none of the others. */
function overlaps(one: Namespace, other: Namespace): boolean {
  return one.id === other.id && one.from < other.until && other.from < one.until;
}
