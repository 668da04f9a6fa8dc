import type {
  Concentration,
  Metric,
  MetricKey,
  Overview,
  SegmentCustomer,
  StageReport,
} from "@attune/contract";
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
import type { AskedPeriod } from "./asked-period.ts";

/** Numbers of a period move slowly: this is how old they may be on the screen. */
const freshMs = 30_000;

export function useOverview(period: AskedPeriod): UseQueryResult<Overview, Error> {
  return useQuery({
    queryKey: ["overview", period],
    queryFn: ({ signal }) => get("/api/reports/overview", { ...period }, signal),
    placeholderData: keepPreviousData,
    refetchInterval: freshMs,
  });
}

/** What each number means; the same as long as the program runs. */
export function useMetrics(): UseQueryResult<{ readonly items: readonly Metric[] }, Error> {
  return useQuery({
    queryKey: ["metrics"],
    queryFn: ({ signal }) => get("/api/metrics", {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useStages(): UseQueryResult<StageReport, Error> {
  return useQuery({
    queryKey: ["stages"],
    queryFn: ({ signal }) => get("/api/reports/stages", {}, signal),
    refetchInterval: freshMs,
  });
}

export function useConcentration(window: "12m" | "all"): UseQueryResult<Concentration, Error> {
  return useQuery({
    queryKey: ["concentration", window],
    queryFn: ({ signal }) => get("/api/reports/concentration", { window }, signal),
    placeholderData: keepPreviousData,
    refetchInterval: freshMs,
  });
}

export function useMetricCustomers(
  metric: MetricKey,
  { step: _, ...period }: AskedPeriod,
): UseInfiniteQueryResult<InfiniteData<Page<SegmentCustomer>>, Error> {
  return useInfiniteQuery({
    queryKey: ["metric-customers", metric, period],
    queryFn: ({ pageParam: cursor, signal }) =>
      get("/api/metrics/{metric}/customers", { metric, ...period, cursor, limit: 50 }, signal),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}
