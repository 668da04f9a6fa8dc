import type {
  DefinitionAnswer,
  Json,
  JsonObject,
  SegmentDetail,
  SegmentMember,
  SegmentPreview,
  SegmentState,
  SegmentSummary,
} from "@attune/contract";
import {
  type InfiniteData,
  keepPreviousData,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  type UseQueryResult,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { get, send } from "../api/client.ts";
import type { Page } from "../api/forms.ts";

type Items<Item> = { readonly items: readonly Item[] };

/** Sizes move by themselves; this is how old one on the screen may be. */
const freshMs = 3_000;
/** While a segment fills, the progress should be seen to move. */
const fillingMs = 700;

export function useSegments(): UseQueryResult<Items<SegmentSummary>, Error> {
  return useQuery({
    queryKey: ["segments"],
    queryFn: ({ signal }) => get("/api/segments", {}, signal),
    refetchInterval: (query) =>
      query.state.data?.items.some((segment) => segment.state === "filling") ? fillingMs : freshMs,
  });
}

export function useSegment(key: string): UseQueryResult<SegmentDetail, Error> {
  return useQuery({
    queryKey: ["segment", key],
    queryFn: ({ signal }) => get("/api/segments/{key}", { key }, signal),
    refetchInterval: (query) => (query.state.data?.state === "filling" ? fillingMs : freshMs),
  });
}

/** `state` is part of the question: when a segment has filled, its members are others. */
export function useMembers(
  key: string,
  state: SegmentState,
): UseInfiniteQueryResult<InfiniteData<Page<SegmentMember>>, Error> {
  return useInfiniteQuery({
    queryKey: ["segment", key, "members", state],
    queryFn: ({ pageParam: cursor, signal }) =>
      get("/api/segments/{key}/members", { key, cursor, limit: 200 }, signal),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    // Only the first page: fetching many again would move the list under who is reading further down.
    refetchInterval: (query) => (query.state.data?.pages.length === 1 ? freshMs : false),
  });
}

/** `undefined` asks nothing: the text is not a condition yet. */
export function usePreview(condition: Json | undefined): UseQueryResult<SegmentPreview, Error> {
  return useQuery({
    queryKey: ["preview", condition],
    queryFn: ({ signal }) => send("POST", "/api/segments/preview", {}, { condition }, signal),
    enabled: condition !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
}

/** The newest version of the definition: what is edited. `when` asks again: "now" is never taken from what was answered before. */
export function useDefinition(key: string, when: "first" | "now"): UseQueryResult<DefinitionAnswer, Error> {
  return useQuery({
    queryKey: ["definition", "segment", key, when],
    queryFn: ({ signal }) => get("/api/definitions/{kind}/{key}", { kind: "segment", key }, signal),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}

export interface SegmentToSave {
  readonly key: string;
  /** The whole definition. */
  readonly body: JsonObject;
  /** The version it was made from, 0 for a new one: the server refuses when somebody else was faster. */
  readonly version: number;
}

export function useSaveSegment(): UseMutationResult<DefinitionAnswer, Error, SegmentToSave> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ key, version, body }: SegmentToSave) =>
      send("PUT", "/api/definitions/{kind}/{key}", { kind: "segment", key, version }, body),
    onSuccess: (_, { key }) =>
      Promise.all([
        client.invalidateQueries({ queryKey: ["segments"] }),
        client.invalidateQueries({ queryKey: ["segment", key] }),
      ]),
  });
}
