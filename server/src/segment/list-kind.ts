import { type ListBody, listBodySchema, type SchemeBody, schemeBodySchema } from "@attune/contract";
import { type DefinitionKind, parseWithSchema } from "../govern/index.ts";

/** Static lists as definitions. */
export const listKind: DefinitionKind<ListBody> = {
  kind: "list",
  parse: (body) => parseWithSchema("list", listBodySchema, body),
};

/** Schemes as definitions. */
export const schemeKind: DefinitionKind<SchemeBody> = {
  kind: "scheme",
  parse: (body) => parseWithSchema("scheme", schemeBodySchema, body),
  references: ({ segments }) =>
    segments.map((key, at) => ({ kind: "segment", key, pointer: `/segments/${at}` })),
};
