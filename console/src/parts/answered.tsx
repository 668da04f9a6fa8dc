import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactElement, ReactNode } from "react";
import { isMissing } from "../api/problem.ts";
import { Failed } from "./failed.tsx";
import { Waiting } from "./waiting.tsx";

/** A query's data as content, or why it is not there. What was there stays while the new arrives or fails. */
export function Answered<T>(props: {
  readonly query: UseQueryResult<T, Error>;
  readonly lines?: number;
  readonly missing?: ReactNode;
  readonly children: (data: T) => ReactNode;
}): ReactElement {
  const { query } = props;
  if (query.isError && isMissing(query.error) && props.missing !== undefined) return <>{props.missing}</>;
  if (query.data !== undefined) return <>{props.children(query.data)}</>;
  if (query.isError) return <Failed error={query.error} onRetry={() => void query.refetch()} />;
  return <Waiting {...(props.lines === undefined ? {} : { lines: props.lines })} />;
}
