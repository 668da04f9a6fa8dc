import type { ProductMetricKey, ProductReport, SegmentCustomer } from "@attune/contract";
import {
  type InfiniteData,
  keepPreviousData,
  type UseInfiniteQueryResult,
  type UseQueryResult,
} from "@tanstack/react-query";
import { get } from "../api/client.ts";
import type { Page } from "../api/forms.ts";
import { useInfiniteQuery, useQuery } from "../api/use-query.ts";

/** Dates are the brand's; `until` is not included. */
export interface Span {
  readonly from: string;
  readonly until: string;
}

const freshMs = 30_000;

/** Products, those with most of `sort` first, page by page. */
export function useProductReport(
  span: Span,
  sort: ProductMetricKey,
): UseInfiniteQueryResult<InfiniteData<ProductReport>, Error> {
  return useInfiniteQuery({
    queryKey: ["product-report", span, sort],
    queryFn: ({ pageParam: cursor, signal }) =>
      get("/api/reports/products", { ...span, sort, cursor, limit: 25 }, signal),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    staleTime: freshMs,
  });
}

/** The same of one product, whatever became of it. Asks nothing unless `isWanted`. */
export function useOneProductReport(
  product: string,
  span: Span,
  isWanted: boolean,
): UseQueryResult<ProductReport, Error> {
  return useQuery({
    queryKey: ["product-report", span, "", product],
    queryFn: ({ signal }) => get("/api/reports/products", { ...span, product }, signal),
    enabled: isWanted,
    placeholderData: keepPreviousData,
    staleTime: freshMs,
  });
}

export function useProductCustomers(
  product: string,
  metric: ProductMetricKey,
  span: Span,
): UseInfiniteQueryResult<InfiniteData<Page<SegmentCustomer>>, Error> {
  return useInfiniteQuery({
    queryKey: ["product-customers", product, metric, span],
    queryFn: ({ pageParam: cursor, signal }) =>
      get(
        "/api/reports/products/{key}/customers",
        { key: product, ...span, metric, cursor, limit: 50 },
        signal,
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}
