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

export interface AuditEntry {
  readonly id: string;
  readonly at: string;
  readonly kind: "view" | "change";
  readonly actor: string;
  readonly name: string | null;
  /** `view`, `console.stateConsent`, `key.created`. */
  readonly action: string;
  readonly subject: string;
  readonly profiles: readonly string[] | null;
}

export interface AuditCheck {
  readonly intact: boolean;
  readonly entries: number;
  readonly faults: readonly { readonly kind: string; readonly seal: number; readonly entry: string }[];
  readonly unsealed: number;
  readonly head: string;
}

export interface AuditFilter {
  readonly profile?: string;
  readonly staff?: string;
  readonly kind?: string;
}

export function useAudit(filter: AuditFilter): UseInfiniteQueryResult<InfiniteData<Page<AuditEntry>>, Error> {
  return useInfiniteQuery({
    queryKey: ["audit", filter],
    queryFn: ({ pageParam: cursor, signal }) =>
      get<Page<AuditEntry>>("/api/audit", { ...filter, cursor, limit: 50 }, signal),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}

export function useAuditCheck(): UseMutationResult<AuditCheck, Error, void> {
  return useMutation({
    mutationFn: () => get<AuditCheck>("/api/audit/check", {}, new AbortController().signal),
  });
}
