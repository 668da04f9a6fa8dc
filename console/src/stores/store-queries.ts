import type { StoreView } from "@attune/contract";
import {
  type InfiniteData,
  keepPreviousData,
  type UseInfiniteQueryResult,
  type UseQueryResult,
  useInfiniteQuery,
  useQuery,
} from "@tanstack/react-query";
import { get } from "../api/client.ts";
import type { Page } from "../api/forms.ts";

/** Fits all stores of most retailers; more come as they are scrolled to. */
const pageSize = 200;

export function useStores(query: string): UseInfiniteQueryResult<InfiniteData<Page<StoreView>>, Error> {
  return useInfiniteQuery({
    queryKey: ["stores", query],
    queryFn: ({ pageParam: cursor, signal }) =>
      get("/api/stores", { query, cursor, limit: pageSize }, signal),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

export function useStore(key: string): UseQueryResult<StoreView, Error> {
  return useQuery({
    queryKey: ["store", key],
    queryFn: ({ signal }) => get("/api/stores/{key}", { key }, signal),
  });
}
