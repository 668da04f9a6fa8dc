import type { Channel, LoyaltyAnswer, ResumeEntry } from "@attune/contract";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { get } from "../api/client.ts";
import type { AnswerOf } from "../api/route-types.ts";

type Answered<T> = UseQueryResult<T, Error>;

const freshMs = 5_000;

export type AttributeQuality = Completeness["attributes"][number];

/** Scores are from 0 to 1; null: nothing is known. */
export type Completeness = AnswerOf<"GET", "/api/profiles/{ref}/completeness">;

export interface Affinity {
  readonly dimension: string;
  readonly value: string;
  readonly category: string | null;
  readonly weight: number;
  readonly source: "stated" | "observed";
}

export function useLoyalty(ref: string): Answered<LoyaltyAnswer> {
  return useQuery({
    queryKey: ["profile", ref, "loyalty"],
    queryFn: ({ signal }) => get("/api/profiles/{ref}/loyalty", { ref }, signal),
    refetchInterval: freshMs * 4,
  });
}

/** `channel`: where it is to be used, whose consent then counts. */
export function useResume(
  ref: string,
  channel?: Channel,
): Answered<{ readonly entries: readonly ResumeEntry[] }> {
  return useQuery({
    queryKey: ["profile", ref, "resume", channel],
    queryFn: ({ signal }) => get("/api/profiles/{ref}/resume", { ref, channel }, signal),
    refetchInterval: freshMs,
  });
}

export function useCompleteness(ref: string): Answered<Completeness> {
  return useQuery({
    queryKey: ["profile", ref, "completeness"],
    queryFn: ({ signal }) => get("/api/profiles/{ref}/completeness", { ref }, signal),
  });
}
