import type { DefinitionAnswer, JsonObject } from "@attune/contract";
import {
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { get, send } from "../api/client.ts";

export function useScheme(key: string): UseQueryResult<DefinitionAnswer, Error> {
  return useQuery({
    queryKey: ["definition", "scheme", key],
    queryFn: ({ signal }) => get("/api/definitions/{kind}/{key}", { kind: "scheme", key }, signal),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}

interface SchemeToSave {
  readonly key: string;
  readonly version: number;
  readonly body: JsonObject;
}

/** Refused when somebody else was faster. */
export function useSaveScheme(): UseMutationResult<DefinitionAnswer, Error, SchemeToSave> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ key, version, body }: SchemeToSave) =>
      send("PUT", "/api/definitions/{kind}/{key}", { kind: "scheme", key, version }, body),
    onSuccess: () => client.invalidateQueries({ queryKey: ["schemes"] }),
  });
}
