import type { DefinitionAnswer, JsonObject } from "@attune/contract";
import {
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { get, path, send, withQuery } from "../api/client.ts";

export function useScheme(key: string): UseQueryResult<DefinitionAnswer, Error> {
  return useQuery({
    queryKey: ["definition", "scheme", key],
    queryFn: ({ signal }) => get<DefinitionAnswer>(path`/api/definitions/scheme/${key}`, {}, signal),
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
      send<DefinitionAnswer>("PUT", withQuery(path`/api/definitions/scheme/${key}`, { version }), body),
    onSuccess: () => client.invalidateQueries({ queryKey: ["schemes"] }),
  });
}
