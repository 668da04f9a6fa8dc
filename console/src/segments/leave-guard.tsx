import { useBlocker } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Confirm } from "../parts/confirm.tsx";
import { words } from "../words/words.ts";

/** Nobody loses what they wrote by a slip. */
export function LeaveGuard({ isChanged }: { readonly isChanged: boolean }): ReactElement {
  const blocker = useBlocker({
    shouldBlockFn: () => isChanged,
    enableBeforeUnload: () => isChanged,
    withResolver: true,
  });
  return (
    <Confirm
      opened={blocker.status === "blocked"}
      title={words.editor.leaveTitle}
      text={words.editor.leaveText}
      act={words.editor.leave}
      stay={words.editor.stay}
      danger
      onAct={() => blocker.proceed?.()}
      onClose={() => blocker.reset?.()}
    />
  );
}
