import type { JsonObject, RaisedAlert, SegmentAlert } from "@attune/contract";
import type { UseQueryResult } from "@tanstack/react-query";
import { get } from "../api/client.ts";
import { ApiProblem } from "../api/problem.ts";
import { useQuery } from "../api/use-query.ts";
import { type Defined, useDefinition } from "../definitions/definition-queries.ts";
import { useSaveSegment } from "./segment-queries.ts";

/** When alerts were raised, newest first. */
export function useRaisedAlerts(
  key: string,
): UseQueryResult<{ readonly items: readonly RaisedAlert[] }, Error> {
  return useQuery({
    queryKey: ["segment", key, "alerts"],
    queryFn: ({ signal }) => get("/api/segments/{key}/alerts", { key }, signal),
    refetchInterval: 60_000,
  });
}

export interface AlertWork {
  readonly alerts: readonly SegmentAlert[];
  /** A newer draft of the segment waits: with it, alerts could only be kept as part of that. */
  readonly isDrafted: boolean;
  readonly busy: boolean;
  readonly error: Error | null;
  /** Somebody else wrote the segment meanwhile. */
  readonly isOvertaken: boolean;
  readonly save: (alerts: readonly SegmentAlert[], onDone: () => void) => void;
}

/** The alerts are part of the segment's definition: keeping them is a new version of it, with nothing else changed. */
export function useAlertWork(key: string): AlertWork | undefined {
  const definition = useDefinition<JsonObject>("segment", key);
  const saving = useSaveSegment();
  const { data } = definition;
  if (data === undefined) return undefined;
  const { error } = saving;
  return {
    alerts: alertsOf(data),
    isDrafted: data.liveVersion !== data.version,
    busy: saving.isPending,
    error,
    isOvertaken: error instanceof ApiProblem && error.status === 409,
    save: (alerts, onDone) =>
      saving.mutate(
        { key, version: data.version, body: withAlerts(data.body, alerts) },
        { onSuccess: onDone, onSettled: () => void definition.refetch() },
      ),
  };
}

function alertsOf({ body }: Defined<JsonObject>): readonly SegmentAlert[] {
  return (body["alerts"] ?? []) as unknown as readonly SegmentAlert[]; // the server judged it when it was written
}

function withAlerts(body: JsonObject, alerts: readonly SegmentAlert[]): JsonObject {
  const { alerts: _, ...rest } = body;
  return alerts.length === 0 ? rest : { ...rest, alerts: alerts.map((alert) => ({ ...alert })) };
}
