import type { RaisedAlert, SegmentSizes } from "@attune/contract";
import { keepPreviousData, type UseQueryResult, useQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { get } from "../api/client.ts";
import { Chart } from "../charts/chart.tsx";
import type { LineForm } from "../charts/forms.ts";
import { type Period, startOf } from "../charts/period.ts";
import { PeriodControl } from "../charts/period-control.tsx";
import type { Formats } from "../format/formats.ts";
import { useFormats } from "../parts/formats-context.tsx";
import { words } from "../words/words.ts";
import { useRaisedAlerts } from "./alert-queries.ts";

const said = words.segments.history;
const offered: readonly Period[] = ["7d", "30d", "90d", "1y"];

/** How has its size moved, and when was somebody told? */
export function SizeSection({ segmentKey }: { readonly segmentKey: string }): ReactElement {
  const formats = useFormats();
  const [period, setPeriod] = useState<Period>("30d");
  const sizes = useSizes(segmentKey, period);
  const alerts = useRaisedAlerts(segmentKey);
  return (
    <section className="section" aria-label={said.question}>
      <Chart
        question={said.question}
        form={sizeForm(sizes.data, alerts.data?.items ?? [], formats)}
        aside={<PeriodControl period={period} offered={offered} onChange={setPeriod} />}
        empty={sizes.isPending ? words.loading : said.empty}
        busy={sizes.isPlaceholderData}
      />
    </section>
  );
}

function useSizes(key: string, period: Period): UseQueryResult<SegmentSizes, Error> {
  return useQuery({
    queryKey: ["segment", key, "sizes", period],
    queryFn: ({ signal }) => {
      const by = period === "7d" ? "hour" : "day";
      return get("/api/segments/{key}/sizes", { key, by, from: startOf(period, Date.now()) }, signal);
    },
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
}

function sizeForm(
  sizes: SegmentSizes | undefined,
  alerts: readonly RaisedAlert[],
  formats: Formats,
): LineForm {
  const items = sizes?.items ?? [];
  const first = items[0]?.from ?? "";
  return {
    kind: "line",
    unit: words.segments.sizeUnit(2),
    write: formats.number,
    series: [{ name: said.size, points: items.map(({ to, size }) => ({ at: to, value: size })) }],
    marks: alerts
      .filter(({ raisedAt }) => raisedAt >= first)
      .map(({ raisedAt, alert, size, sizeBefore }) => ({
        at: raisedAt,
        label:
          alert.when === "empty"
            ? said.becameEmpty
            : said.changed(formats.number(sizeBefore), formats.number(size)),
      })),
  };
}
