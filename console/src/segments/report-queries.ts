import type {
  ComparisonReport,
  DefinitionAnswer,
  LifecycleStage,
  OverlapReport,
  SchemeReport,
  StageReport,
} from "@attune/contract";
import {
  keepPreviousData,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { get, send } from "../api/client.ts";

/** Reports ask everybody: once a minute is often enough. */
const reportMs = 60_000;

export function useOverlap(keys: readonly string[]): UseQueryResult<OverlapReport, Error> {
  return useQuery({
    queryKey: ["overlap", ...keys],
    queryFn: ({ signal }) =>
      send("POST", "/api/reports/overlap", {}, { sets: keys.map((segment) => ({ segment })) }, signal),
    enabled: keys.length >= 2,
    placeholderData: keepPreviousData,
    staleTime: reportMs,
  });
}

/** Against another segment, or against everybody else. */
export function useComparison(
  key: string,
  against: string | undefined,
): UseQueryResult<ComparisonReport, Error> {
  return useQuery({
    queryKey: ["comparison", key, against],
    queryFn: ({ signal }) => {
      const second = against === undefined ? {} : { second: { segment: against } };
      return send(
        "POST",
        "/api/reports/comparison",
        {},
        { first: { segment: key }, ...second, limit: 60 },
        signal,
      );
    },
    placeholderData: keepPreviousData,
    staleTime: reportMs,
  });
}

export function useSchemes(): UseQueryResult<{ readonly items: readonly SchemeReport[] }, Error> {
  return useQuery({
    queryKey: ["schemes"],
    queryFn: ({ signal }) => get("/api/reports/schemes", {}, signal),
    staleTime: reportMs,
  });
}

export function useStages(): UseQueryResult<StageReport, Error> {
  return useQuery({
    queryKey: ["stages"],
    queryFn: ({ signal }) => get("/api/reports/stages", {}, signal),
    staleTime: reportMs,
  });
}

interface StuckToMake {
  readonly stage: LifecycleStage;
  readonly key: string;
  readonly name: string;
}

/** One call makes the segment of those who are stuck. */
export function useMakeStuck(): UseMutationResult<DefinitionAnswer, Error, StuckToMake> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ stage, ...body }: StuckToMake) =>
      send("POST", "/api/reports/stages/{stage}/segment", { stage }, body),
    onSuccess: () => client.invalidateQueries({ queryKey: ["segments"] }),
  });
}
