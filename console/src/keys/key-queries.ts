import type { Channel } from "@attune/contract";
import {
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { get, path, send } from "../api/client.ts";

type Items<Item> = { readonly items: readonly Item[] };

export type KeyKind = "public" | "secret";

export interface KeyForm {
  readonly id: string;
  readonly kind: KeyKind;
  /** Its last four characters. */
  readonly hint: string;
  readonly source: string;
  readonly createdAt: string;
  readonly revokedAt: string | null;
}

/** A key that was just made: the only time that all of it is told. */
export interface MadeKey extends KeyForm {
  readonly key: string;
}

export interface SourceForm {
  readonly key: string;
  readonly name: string;
  readonly channel: Channel;
  readonly simulated: boolean;
}

export function useKeys(): UseQueryResult<Items<KeyForm>, Error> {
  return useQuery({
    queryKey: ["keys"],
    queryFn: ({ signal }) => get<Items<KeyForm>>("/api/keys", {}, signal),
  });
}

export function useSources(): UseQueryResult<Items<SourceForm>, Error> {
  return useQuery({
    queryKey: ["sources"],
    queryFn: ({ signal }) => get<Items<SourceForm>>("/api/sources", {}, signal),
  });
}

export function useMakeKey(): UseMutationResult<
  MadeKey,
  Error,
  { readonly kind: KeyKind; readonly source: string }
> {
  const client = useQueryClient();
  return useMutation({
    // The key must not lie in a cache longer than it is looked at.
    gcTime: 0,
    mutationFn: (wanted) => send<MadeKey>("POST", "/api/keys", wanted),
    onSuccess: () => client.invalidateQueries({ queryKey: ["keys"] }),
  });
}

export function useRevokeKey(): UseMutationResult<unknown, Error, string> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => send<unknown>("POST", path`/api/keys/${id}/revoke`),
    onSuccess: () => client.invalidateQueries({ queryKey: ["keys"] }),
  });
}

export function useMakeSource(): UseMutationResult<
  SourceForm,
  Error,
  { readonly key: string; readonly name: string; readonly channel: Channel }
> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wanted) => send<SourceForm>("POST", "/api/sources", wanted),
    onSuccess: () => client.invalidateQueries({ queryKey: ["sources"] }),
  });
}
