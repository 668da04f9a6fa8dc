import type { LoyaltyAnswer, ResumeEntry } from "@attune/contract";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { get, path } from "../api/client.ts";

type Answered<T> = UseQueryResult<T, Error>;

const freshMs = 5_000;

/** Scores are from 0 to 1; null: nothing is known. */
interface Scores {
  readonly validity: number | null;
  readonly freshness: number | null;
  readonly consent: number | null;
  readonly score: number;
}

export interface AttributeQuality extends Scores {
  readonly name: string;
  readonly isPresent: boolean;
  readonly consentKey: string;
  readonly consentState: string;
  readonly saidAt: string | null;
}

export interface Completeness extends Scores {
  readonly completeness: number;
  readonly attributes: readonly AttributeQuality[];
}

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
    queryFn: ({ signal }) => get<LoyaltyAnswer>(path`/api/profiles/${ref}/loyalty`, {}, signal),
    refetchInterval: freshMs * 4,
  });
}

/** `channel`: where it is to be used, whose consent then counts. */
export function useResume(ref: string, channel = ""): Answered<{ readonly entries: readonly ResumeEntry[] }> {
  return useQuery({
    queryKey: ["profile", ref, "resume", channel],
    queryFn: ({ signal }) => get(path`/api/profiles/${ref}/resume`, { channel }, signal),
    refetchInterval: freshMs,
  });
}

export function useCompleteness(ref: string): Answered<Completeness> {
  return useQuery({
    queryKey: ["profile", ref, "completeness"],
    queryFn: ({ signal }) => get<Completeness>(path`/api/profiles/${ref}/completeness`, {}, signal),
  });
}
