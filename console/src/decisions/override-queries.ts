import type { Override, OverrideAction } from "@attune/contract";
import {
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { get, send } from "../api/client.ts";

type Items = { readonly items: readonly Override[] };

/** Newest first, also what has ended. */
export function useOverrides(profile: string): UseQueryResult<Items, Error> {
  return useQuery({
    queryKey: ["overrides", profile],
    queryFn: ({ signal }) => get("/api/profiles/{ref}/overrides", { ref: profile }, signal),
  });
}

export interface OverrideToMake {
  readonly experience: string;
  readonly action: OverrideAction;
  readonly reason: string;
  readonly until: string;
}

export function useMakeOverride(profile: string): UseMutationResult<Override, Error, OverrideToMake> {
  const refresh = useRefresh(profile);
  return useMutation({
    mutationFn: (wanted: OverrideToMake) =>
      send("POST", "/api/profiles/{ref}/overrides", { ref: profile }, wanted),
    onSuccess: refresh,
  });
}

export function useEndOverride(profile: string): UseMutationResult<Override, Error, string> {
  const refresh = useRefresh(profile);
  return useMutation({
    mutationFn: (id: string) => send("POST", "/api/overrides/{id}/end", { id }, {}),
    onSuccess: refresh,
  });
}

function useRefresh(profile: string): () => Promise<unknown> {
  const client = useQueryClient();
  return () =>
    Promise.all(
      [["overrides", profile], ["preview-decision"]].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    );
}
