import { Button } from "@mantine/core";
import type { ReactElement } from "react";
import { ApiProblem, ServerGone } from "../api/problem.ts";
import { words } from "../words/words.ts";
import { Empty } from "./empty.tsx";

/** What went wrong where content should be. A silent server mends itself; a refusal can be tried again. */
export function Failed(props: { readonly error: unknown; readonly onRetry?: () => void }): ReactElement {
  if (props.error instanceof ServerGone)
    return <Empty title={words.failed.goneTitle}>{words.failed.gone}</Empty>;
  const hidden = hiddenTitle(props.error);
  if (hidden !== undefined) return <Empty title={hidden}>{sentenceOf(props.error)}</Empty>;
  const retry = props.onRetry && (
    <Button variant="default" onClick={props.onRetry}>
      {words.retry}
    </Button>
  );
  return (
    <div role="alert">
      <Empty title={words.failed.refusedTitle} action={retry}>
        {sentenceOf(props.error)}
      </Empty>
    </div>
  );
}

/** What is not for this person's eyes is no fault, and trying again changes nothing. */
function hiddenTitle(error: unknown): string | undefined {
  if (!(error instanceof ApiProblem)) return undefined;
  const titles: Readonly<Record<string, string>> = {
    "staff.not_allowed": words.hidden.roleTitle,
    "profile.other_store": words.hidden.storeTitle,
    "profile.withheld": words.hidden.consentTitle,
  };
  return titles[error.code];
}

export function sentenceOf(error: unknown): string {
  if (error instanceof ServerGone) return words.failed.goneTitle;
  if (error instanceof ApiProblem) return error.message;
  return words.failed.broken;
}
