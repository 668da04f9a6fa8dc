import type { TouchpointsAnswer } from "@attune/contract";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { get } from "../api/client.ts";

/** What is live changes by the clock alone. */
const freshMs = 15_000;

export function useTouchpoints(): UseQueryResult<TouchpointsAnswer, Error> {
  return useQuery({
    queryKey: ["touchpoints"],
    queryFn: ({ signal }) => get("/api/touchpoints", {}, signal),
    refetchInterval: freshMs,
  });
}
