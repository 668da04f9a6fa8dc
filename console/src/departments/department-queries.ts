import type {
  Concentration,
  DecideAnswer,
  SalesTotals,
  StageReport,
  TouchpointsAnswer,
} from "@attune/contract";
import { keepPreviousData, type UseQueryResult, useQuery } from "@tanstack/react-query";
import { get, send } from "../api/client.ts";
import { useMe } from "../api/session.ts";
import { useSegments } from "../segments/segment-queries.ts";

type Answered<T> = UseQueryResult<T, Error>;

export const periodKeys = ["d30", "d90", "y1", "all"] as const;
export type PeriodKey = (typeof periodKeys)[number];

const dayMs = 86_400_000;
export const daysOf: Readonly<Record<PeriodKey, number | undefined>> = {
  d30: 30,
  d90: 90,
  y1: 365,
  all: undefined,
};

/** Whole days back from the hour that is now, so that two pages that ask in the same hour say the same number. */
export function startOf(period: PeriodKey, now: number): string | undefined {
  const days = daysOf[period];
  if (days === undefined) return undefined;
  const hour = now - (now % 3_600_000);
  return new Date(hour - days * dayMs).toISOString();
}

/** Every net sales figure of every department comes from here. Null: nothing was sold. */
export function useSales(from: string | undefined, store?: string): Answered<SalesTotals | null> {
  return useQuery({
    queryKey: ["sales", from ?? "", store ?? ""],
    queryFn: async ({ signal }) => {
      const { totals } = await get("/api/reports/sales", { from, store }, signal);
      return totals[0] ?? null;
    },
    staleTime: 30_000,
    placeholderData: keepPreviousData,
  });
}

export function useStages(): Answered<StageReport> {
  return useQuery({
    queryKey: ["report-stages"],
    queryFn: ({ signal }) => get("/api/reports/stages", {}, signal),
    staleTime: 30_000,
  });
}

export function useConcentration(): Answered<Concentration> {
  return useQuery({
    queryKey: ["report-concentration"],
    queryFn: ({ signal }) => get("/api/reports/concentration", {}, signal),
    staleTime: 30_000,
  });
}

interface StoreForm {
  readonly key: string;
  readonly name: string;
}

export function useStores(): Answered<{ readonly items: readonly StoreForm[] }> {
  return useQuery({
    queryKey: ["stores", "names"],
    queryFn: ({ signal }) => get("/api/stores", {}, signal),
    staleTime: 60_000,
  });
}

export function useTouchpoints(): Answered<TouchpointsAnswer> {
  return useQuery({
    queryKey: ["touchpoints", "all"],
    queryFn: ({ signal }) => get("/api/touchpoints", {}, signal),
    staleTime: 60_000,
  });
}

/** What placements would show now: nothing is kept or counted of it. `profile`: for whom, else for nobody in particular. */
export function usePreviewed(
  placements: readonly string[],
  profile?: string,
  refetchMs?: number,
): Answered<DecideAnswer> {
  const { may } = useMe();
  return useQuery({
    queryKey: ["previewed", profile ?? "", ...placements],
    queryFn: ({ signal }) =>
      send(
        "POST",
        "/api/decide",
        {},
        {
          identity: {},
          placements,
          context: {},
          dryRun: true,
          resume: true,
          ...(profile === undefined ? {} : { profile }),
        },
        signal,
      ),
    enabled: placements.length > 0 && may("decide"),
    placeholderData: keepPreviousData,
    ...(refetchMs === undefined ? {} : { refetchInterval: refetchMs }),
  });
}

export interface Group {
  readonly key: string;
  readonly name: string;
  readonly size: number | undefined;
}

/** The segments of these keys that there are, in this order: the shipped ones that a department asks for. */
export function useGroups(keys: readonly string[]): readonly Group[] | undefined {
  const { data } = useSegments();
  if (data === undefined) return undefined;
  return keys.flatMap((key) => {
    const found = data.items.find((one) => one.key === key);
    return found === undefined ? [] : [{ key, name: found.name, size: found.size ?? undefined }];
  });
}
