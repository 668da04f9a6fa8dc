import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useEffect, useReducer, useRef } from "react";
import { get } from "../api/client.ts";
import type { LiveEvent } from "../api/forms.ts";

/** More than anybody reads; the page must not grow for a day. */
export const mostKept = 500;
const pollMs = 1_000;
const pageSize = 200;

export interface EventStream {
  /** Newest first. */
  readonly shown: readonly LiveEvent[];
  /** Come in while paused. */
  readonly held: readonly LiveEvent[];
  readonly isPaused: boolean;
  readonly error: Error | null;
  readonly hasAnswered: boolean;
  readonly pause: () => void;
  readonly resume: () => void;
}

interface Kept {
  readonly shown: readonly LiveEvent[];
  readonly held: readonly LiveEvent[];
  readonly isPaused: boolean;
}

type Act =
  | { readonly kind: "arrived"; readonly items: readonly LiveEvent[] }
  | { readonly kind: "pause" }
  | { readonly kind: "resume" };

/** One event by its id, also when it came in long ago. */
export function useEvent(id: string): UseQueryResult<LiveEvent, Error> {
  return useQuery({
    queryKey: ["event", id],
    queryFn: ({ signal }) => get("/api/events/{id}", { id }, signal),
    enabled: id !== "",
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Asks every second for what came after the last event seen. Pausing stops the list, not the asking. */
export function useEventStream(): EventStream {
  const [kept, act] = useReducer(reduce, { shown: [], held: [], isPaused: false });
  const upTo = useRef<number>(undefined);
  const query = useQuery({
    queryKey: ["events"],
    queryFn: ({ signal }) => get("/api/events", { after: upTo.current, limit: pageSize }, signal),
    refetchInterval: pollMs,
    staleTime: 0,
    gcTime: 0,
  });
  useEffect(() => {
    if (query.data === undefined) return;
    upTo.current = query.data.upTo;
    act({ kind: "arrived", items: query.data.items });
  }, [query.data]);
  return {
    ...kept,
    error: query.error,
    hasAnswered: query.data !== undefined,
    pause: () => act({ kind: "pause" }),
    resume: () => act({ kind: "resume" }),
  };
}

function reduce(kept: Kept, act: Act): Kept {
  if (act.kind === "pause") return { ...kept, isPaused: true };
  if (act.kind === "resume") {
    return { shown: [...kept.held, ...kept.shown].slice(0, mostKept), held: [], isPaused: false };
  }
  const known = new Set([...kept.held, ...kept.shown].map((event) => event.id));
  const fresh = act.items.filter((event) => !known.has(event.id));
  if (fresh.length === 0) return kept;
  if (kept.isPaused) return { ...kept, held: newestFirst([...fresh, ...kept.held]).slice(0, mostKept) };
  return { ...kept, shown: newestFirst([...fresh, ...kept.shown]).slice(0, mostKept) };
}

function newestFirst(events: readonly LiveEvent[]): readonly LiveEvent[] {
  return [...events].sort((a, b) => b.position - a.position);
}
