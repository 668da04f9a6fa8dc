import type { Channel } from "@attune/contract";
import {
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { get, send } from "../api/client.ts";
import type { AnswerOf } from "../api/route-types.ts";

type Items<Item> = { readonly items: readonly Item[] };

export type KeyKind = "public" | "secret";

export type KeyForm = AnswerOf<"GET", "/api/keys">["items"][number];

/** A key that was just made: the only time that all of it is told. */
export type MadeKey = AnswerOf<"POST", "/api/keys">;

export type SourceForm = AnswerOf<"GET", "/api/sources">["items"][number];

export function useKeys(): UseQueryResult<Items<KeyForm>, Error> {
  return useQuery({
    queryKey: ["keys"],
    queryFn: ({ signal }) => get("/api/keys", {}, signal),
  });
}

export function useSources(): UseQueryResult<Items<SourceForm>, Error> {
  return useQuery({
    queryKey: ["sources"],
    queryFn: ({ signal }) => get("/api/sources", {}, signal),
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
    mutationFn: (wanted) => send("POST", "/api/keys", {}, wanted),
    onSuccess: () => client.invalidateQueries({ queryKey: ["keys"] }),
  });
}

export function useRevokeKey(): UseMutationResult<unknown, Error, string> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => send("POST", "/api/keys/{id}/revoke", { id }),
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
    mutationFn: (wanted) => send("POST", "/api/sources", {}, wanted),
    onSuccess: () => client.invalidateQueries({ queryKey: ["sources"] }),
  });
}
