import { createContext, useContext } from "react";
import type { Known } from "./vocabulary.ts";

const nothing: Known = {
  events: [],
  traits: [],
  segments: [],
  lists: [],
  schemes: [],
  stores: [],
  scores: [],
  pathsOf: () => [],
  valuesOf: () => ({ values: [], kind: undefined }),
  traitValues: () => ({ values: [], kind: undefined }),
  partsOf: () => [],
};

export const KnownContext = createContext<Known>(nothing);

export function useKnownNames(): Known {
  return useContext(KnownContext);
}
