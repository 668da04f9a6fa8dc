import {
  type InfiniteData,
  keepPreviousData,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  useInfiniteQuery,
  useMutation,
} from "@tanstack/react-query";
import { get } from "../api/client.ts";
import type { Page } from "../api/forms.ts";
import type { AnswerOf } from "../api/route-types.ts";

export type AuditEntry = AnswerOf<"GET", "/api/audit">["items"][number];

export type AuditCheck = AnswerOf<"GET", "/api/audit/check">;

export interface AuditFilter {
  readonly profile?: string;
  readonly staff?: string;
  readonly kind?: AuditEntry["kind"] | undefined;
}

export function useAudit(filter: AuditFilter): UseInfiniteQueryResult<InfiniteData<Page<AuditEntry>>, Error> {
  return useInfiniteQuery({
    queryKey: ["audit", filter],
    queryFn: ({ pageParam: cursor, signal }) => get("/api/audit", { ...filter, cursor, limit: 50 }, signal),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}

export function useAuditCheck(): UseMutationResult<AuditCheck, Error, void> {
  return useMutation({
    mutationFn: () => get("/api/audit/check", {}, new AbortController().signal),
  });
}
