import type {
  Channel,
  DecideAnswer,
  DecisionRecord,
  DecisionReplay,
  DecisionWhy,
  JsonObject,
} from "@attune/contract";
import { keepPreviousData, type UseQueryResult, useQuery } from "@tanstack/react-query";
import { get, send } from "../api/client.ts";

/** What a preview is asked for: who, where, when. Without a profile a stranger. */
export interface PreviewQuestion {
  readonly placement: string;
  readonly profile?: string | undefined;
  readonly channel?: Channel | undefined;
  readonly store?: string | undefined;
  readonly language?: string | undefined;
  readonly product?: string | undefined;
  /** ISO 8601; now when left out. */
  readonly at?: string | undefined;
  /** Experiences as if they were live as they are written here; what is live alone when left out. */
  readonly drafts?: Readonly<Record<string, JsonObject>> | undefined;
}

/** Decided as ever, kept and counted nowhere. Asks nothing while no placement is chosen. */
export function usePreviewDecision(question: PreviewQuestion): UseQueryResult<DecideAnswer, Error> {
  const { placement, profile, channel, store, language, product: productId, at, drafts } = question;
  const asked = { placements: [placement], profile, at, context: { channel, store, language, productId } };
  return useQuery({
    queryKey: ["preview-decision", question],
    queryFn: ({ signal }) =>
      drafts === undefined
        ? send("POST", "/api/decide", {}, { ...asked, dryRun: true }, signal)
        : send("POST", "/api/decide/preview", {}, { ...asked, drafts }, signal),
    enabled: placement !== "",
    placeholderData: keepPreviousData,
    refetchInterval: 20_000,
  });
}

export function useDecision(id: string): UseQueryResult<DecisionRecord, Error> {
  return useQuery({
    queryKey: ["decision", id],
    queryFn: ({ signal }) => get("/api/decisions/{id}", { id }, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useWhy(id: string): UseQueryResult<DecisionWhy, Error> {
  return useQuery({
    queryKey: ["decision", id, "why"],
    queryFn: ({ signal }) => get("/api/decisions/{id}/why", { id }, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Decides it again from the log; asked for only when somebody wants to know. */
export function useReplay(id: string, isWanted: boolean): UseQueryResult<DecisionReplay, Error> {
  return useQuery({
    queryKey: ["decision", id, "replay"],
    queryFn: ({ signal }) => get("/api/decisions/{id}/replay", { id }, signal),
    enabled: isWanted,
    staleTime: 0,
  });
}
