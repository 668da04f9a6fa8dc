import type { DefinitionAnswer, DefinitionFile, JsonObject, Plan } from "@attune/contract";
import {
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { get, send } from "../api/client.ts";

type Items<Item> = { readonly items: readonly Item[] };

/** A definition whose body is known to be of a kind: the server parsed it when it was written. */
export type Defined<Body> = Omit<DefinitionAnswer, "body"> & { readonly body: Body };

/** The newest version of each, drafts and retired ones too. Without a kind all kinds. */
export function useDefinitions<Body = JsonObject>(
  kind?: string,
): UseQueryResult<Items<Defined<Body>>, Error> {
  return useQuery({
    queryKey: ["definitions", kind ?? ""],
    queryFn: ({ signal }) => get("/api/definitions", { kind }, signal),
  });
}

export function useDefinition<Body = JsonObject>(
  kind: string,
  key: string,
): UseQueryResult<Defined<Body>, Error> {
  return useQuery({
    queryKey: ["definition", kind, key],
    queryFn: ({ signal }) => get("/api/definitions/{kind}/{key}", { kind, key }, signal),
  });
}

/** Newest first. */
export function useVersions(kind: string, key: string): UseQueryResult<Items<DefinitionAnswer>, Error> {
  return useQuery({
    queryKey: ["definition", kind, key, "versions"],
    queryFn: ({ signal }) => get("/api/definitions/{kind}/{key}/versions", { kind, key }, signal),
  });
}

export interface DefinitionToSave {
  readonly kind: string;
  readonly key: string;
  readonly body: JsonObject;
  readonly state: "draft" | "live";
  /** The version it was made from, 0 for a new one: the server refuses when somebody else was faster. */
  readonly version?: number;
  readonly reason?: string;
}

export function useSaveDefinition(): UseMutationResult<DefinitionAnswer, Error, DefinitionToSave> {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ kind, key, body, ...query }: DefinitionToSave) =>
      send("PUT", "/api/definitions/{kind}/{key}", { kind, key, ...query }, body),
    onSuccess: refresh,
  });
}

export function useRetire(): UseMutationResult<
  DefinitionAnswer,
  Error,
  { readonly kind: string; readonly key: string; readonly version: number }
> {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ kind, key, version }) =>
      send("DELETE", "/api/definitions/{kind}/{key}", { kind, key, version }),
    onSuccess: refresh,
  });
}

export interface ToApply {
  readonly definitions: readonly DefinitionFile[];
  readonly dryRun: boolean;
}

export function useApply(): UseMutationResult<Plan, Error, ToApply> {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ definitions, dryRun }: ToApply) =>
      send("POST", "/api/definitions/apply", { dryRun: dryRun ? "true" : "false" }, { definitions }),
    onSuccess: (_, { dryRun }) => (dryRun ? undefined : refresh()),
  });
}

/** What hangs on definitions is asked for again: a change may show on many pages. */
function useRefresh(): () => Promise<unknown> {
  const client = useQueryClient();
  const keys = ["definitions", "definition", "touchpoints", "segments", "segment", "preview-decision"];
  return () => Promise.all(keys.map((key) => client.invalidateQueries({ queryKey: [key] })));
}
