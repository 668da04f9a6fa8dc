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
import { get, path, send } from "../api/client.ts";
import type { CustomerRow, Membership, Merge, Page, Profile, TimelineItem } from "../api/forms.ts";

export type Pages<Item> = UseInfiniteQueryResult<InfiniteData<Page<Item>>, Error>;
type Answered<T> = UseQueryResult<T, Error>;
type Items<Item> = { readonly items: readonly Item[] };

const pageSize = 50;
/** How old what is shown of one customer may be. */
const freshMs = 5_000;

/** `near`: who may have been meant, when hardly anybody is called so. */
export interface CustomerPage extends Page<CustomerRow> {
  readonly near?: readonly CustomerRow[];
}

export type CustomerPages = UseInfiniteQueryResult<InfiniteData<CustomerPage>, Error>;

export function useCustomers(query: string, withAnonymous: boolean): CustomerPages {
  return useInfiniteQuery({
    queryKey: ["customers", query, withAnonymous],
    queryFn: ({ pageParam: cursor, signal }) =>
      get<CustomerPage>(
        "/api/profiles",
        { query, cursor, limit: pageSize, known: withAnonymous ? "" : "true" },
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
    queryFn: ({ signal }) => get<CustomerPage>("/api/profiles", { query, limit }, signal),
    enabled: query !== "",
    placeholderData: keepPreviousData,
  });
}

export function useProfile(ref: string): Answered<Profile> {
  return useQuery({
    queryKey: ["profile", ref],
    queryFn: ({ signal }) => get<Profile>(path`/api/profiles/${ref}`, {}, signal),
    refetchInterval: freshMs,
  });
}

export function useMemberships(ref: string): Answered<Items<Membership>> {
  return useQuery({
    queryKey: ["profile", ref, "segments"],
    queryFn: ({ signal }) => get<Items<Membership>>(path`/api/profiles/${ref}/segments`, {}, signal),
    refetchInterval: freshMs,
  });
}

export function useOrders(ref: string): Pages<SaleView> {
  return useInfiniteQuery({
    queryKey: ["profile", ref, "orders"],
    queryFn: ({ pageParam: cursor, signal }) =>
      get<Page<SaleView>>(path`/api/profiles/${ref}/orders`, { cursor, limit: 10 }, signal),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });
}

export function useTimeline(ref: string, channel: string, kind: string): Pages<TimelineItem> {
  return useInfiniteQuery({
    queryKey: ["profile", ref, "timeline", channel, kind],
    queryFn: ({ pageParam: cursor, signal }) =>
      get<Page<TimelineItem>>(
        path`/api/profiles/${ref}/timeline`,
        { channel, kind, cursor, limit: pageSize },
        signal,
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}

export function useMerges(ref: string): Answered<Items<Merge>> {
  return useQuery({
    queryKey: ["profile", ref, "merges"],
    queryFn: ({ signal }) => get<Items<Merge>>(path`/api/profiles/${ref}/merges`, {}, signal),
  });
}

/** Afterwards nothing known of any customer can be trusted: segments, orders and timeline went both ways. */
export function useUndoMerge(): UseMutationResult<Merge, Error, string> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => send<Merge>("POST", path`/api/merges/${id}/undo`, { actor: "console" }),
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
      send<Merge>("POST", path`/api/profiles/${into}/merge`, { from, actor: "console" }),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ["profile"] }),
        client.invalidateQueries({ queryKey: ["customers"] }),
        client.invalidateQueries({ queryKey: ["customer-search"] }),
      ]),
  });
}
