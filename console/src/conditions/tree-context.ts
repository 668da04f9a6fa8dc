import type { Json } from "@attune/contract";
import { createContext, useContext } from "react";
import type { Changed } from "./tree.ts";

/** The controls of a part, without those of its group that stand in its row. */
export const controlsOfPart = ":scope > .part-body :is(input, select, button, textarea)";

/** What has the focus in a part once the part stands where it goes: its first control, its menu, or the control at a place. */
export type FocusOn = "first" | "menu" | number;

/** Changes the whole condition, and takes the focus along. */
export type ChangeTree = (change: (root: Json) => Changed, focus: FocusOn) => void;

export const TreeContext = createContext<ChangeTree>(() => undefined);

export function useTree(): ChangeTree {
  return useContext(TreeContext);
}
