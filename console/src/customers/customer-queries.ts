import type { SaleView } from "@attune/contract";
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
import type { Membership, Merge, Page, Profile, TimelineItem } from "../api/forms.ts";
import type { AnswerOf } from "../api/route-types.ts";

export type Pages<Item> = UseInfiniteQueryResult<InfiniteData<Page<Item>>, Error>;
type Answered<T> = UseQueryResult<T, Error>;
type Items<Item> = { readonly items: readonly Item[] };

const pageSize = 50;
/** How old what is shown of one customer may be. */
const freshMs = 5_000;

/** `near`: who may have been meant, when hardly anybody is called so. */
export type CustomerPage = AnswerOf<"GET", "/api/profiles">;

export type CustomerPages = UseInfiniteQueryResult<InfiniteData<CustomerPage>, Error>;

export function useCustomers(query: string, withAnonymous: boolean): CustomerPages {
  return useInfiniteQuery({
    queryKey: ["customers", query, withAnonymous],
    queryFn: ({ pageParam: cursor, signal }) =>
      get(
        "/api/profiles",
        { query, cursor, limit: pageSize, known: withAnonymous ? undefined : "true" },
        signal,
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}

/** The first few, for the palette; asks nothing while nothing is typed. */
export function useCustomerSearch(query: string, limit: number): Answered<CustomerPage> {
  return useQuery({
    queryKey: ["customer-search", query, limit],
    queryFn: ({ signal }) => get("/api/profiles", { query, limit }, signal),
    enabled: query !== "",
    placeholderData: keepPreviousData,
  });
}

export function useProfile(ref: string): Answered<Profile> {
  return useQuery({
    queryKey: ["profile", ref],
    queryFn: ({ signal }) => get("/api/profiles/{ref}", { ref }, signal),
    refetchInterval: freshMs,
  });
}

export function useMemberships(ref: string): Answered<Items<Membership>> {
  return useQuery({
    queryKey: ["profile", ref, "segments"],
    queryFn: ({ signal }) => get("/api/profiles/{ref}/segments", { ref }, signal),
    refetchInterval: freshMs,
  });
}

export function useOrders(ref: string): Pages<SaleView> {
  return useInfiniteQuery({
    queryKey: ["profile", ref, "orders"],
    queryFn: ({ pageParam: cursor, signal }) =>
      get("/api/profiles/{ref}/orders", { ref, cursor, limit: 10 }, signal),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });
}

export function useTimeline(ref: string, channel: string, kind: string): Pages<TimelineItem> {
  return useInfiniteQuery({
    queryKey: ["profile", ref, "timeline", channel, kind],
    queryFn: ({ pageParam: cursor, signal }) =>
      get("/api/profiles/{ref}/timeline", { ref, channel, kind, cursor, limit: pageSize }, signal),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}

export function useMerges(ref: string): Answered<Items<Merge>> {
  return useQuery({
    queryKey: ["profile", ref, "merges"],
    queryFn: ({ signal }) => get("/api/profiles/{ref}/merges", { ref }, signal),
  });
}

/** Afterwards nothing known of any customer can be trusted: segments, orders and timeline went both ways. */
export function useUndoMerge(): UseMutationResult<Merge, Error, string> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => send("POST", "/api/merges/{id}/undo", { id }, { actor: "console" }),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ["profile"] }),
        client.invalidateQueries({ queryKey: ["customers"] }),
      ]),
  });
}

/** Joins another customer into this one; the answer is a merge, which can be undone. */
export function useJoin(into: string): UseMutationResult<Merge, Error, string> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (from: string) =>
      send("POST", "/api/profiles/{ref}/merge", { ref: into }, { from, actor: "console" }),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ["profile"] }),
        client.invalidateQueries({ queryKey: ["customers"] }),
        client.invalidateQueries({ queryKey: ["customer-search"] }),
      ]),
  });
}
