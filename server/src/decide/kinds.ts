import { type Experience, experienceSchema, type Placement, placementSchema } from "@attune/contract";
import { type DefinitionKind, parseWithSchema } from "../govern/index.ts";
import { conditionReferences } from "../segment/index.ts";

export const placementKind: DefinitionKind<Placement> = {
  kind: "placement",
  parse: (body) => parseWithSchema("placement", placementSchema, body),
};

export const experienceKind: DefinitionKind<Experience> = {
  kind: "experience",
  parse: (body) => parseWithSchema("experience", experienceSchema, body),
  references: ({ placement, condition }) => [
    { kind: "placement", key: placement, pointer: "/placement" },
    ...(condition === undefined
      ? []
      : conditionReferences(condition, "/condition").filter(({ kind }) => kind !== "store")),
  ],
};
