import type { ConditionFault } from "@attune/contract";
import { createContext, useContext } from "react";

/** What is wrong with the condition that is being written, by place. */
export const FaultsContext = createContext<readonly ConditionFault[]>([]);

/** Whether something is wrong at this place or inside of it. */
export function useIsWrong(pointer: string): boolean {
  return useContext(FaultsContext).some((fault) => isWithin(fault.pointer, pointer));
}

/** What is said beside a part: its own faults and those inside. */
export function useFaultsWithin(pointer: string): readonly ConditionFault[] {
  return useContext(FaultsContext).filter((fault) => isWithin(fault.pointer, pointer));
}

/** Of a group: what is wrong with it itself, not with its parts. */
export function useFaultsAt(pointers: readonly string[]): readonly ConditionFault[] {
  return useContext(FaultsContext).filter((fault) => pointers.includes(fault.pointer));
}

function isWithin(pointer: string, place: string): boolean {
  return pointer === place || pointer.startsWith(`${place}/`);
}
