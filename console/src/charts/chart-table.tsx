import type { ReactElement } from "react";
import type { Formats } from "../format/formats.ts";
import { useFormats } from "../parts/formats-context.tsx";
import { words } from "../words/words.ts";
import type { ChartForm, LineForm, ShareForm, UpSetForm } from "./forms.ts";

interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What a chart shows, as a table: the same numbers, written out. */
export function ChartTable(props: {
  readonly form: ChartForm;
  readonly label: string;
  readonly onPick?: (index: number) => void;
}): ReactElement {
  const table = tableOf(props.form, useFormats());
  const { onPick } = props;
  return (
    <table className="plain-table" aria-label={props.label}>
      <thead>
        <tr>
          {table.head.map((cell, at) => (
            <th key={cell} scope="col" className={at === 0 ? undefined : "cell-numeric"}>
              {cell}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map(([first = "", ...others], index) => (
          <tr key={first}>
            <th scope="row">
              {onPick === undefined ? (
                first
              ) : (
                <button type="button" className="text-button" onClick={() => onPick(index)}>
                  {first}
                </button>
              )}
            </th>
            {others.map((cell, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column
              <td key={at} className="cell-numeric">
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The same numbers, written out. */
function tableOf(form: ChartForm, formats: Formats): Table {
  switch (form.kind) {
    case "line":
      return lineTable(form, formats);
    case "bar":
      return intervalTable(form.of, form, form.bars);
    case "dots":
      return intervalTable(form.of, form, form.dots);
    case "share":
      return shareTable(form, formats);
    case "upset":
      return upSetTable(form, formats);
  }
}

function lineTable(form: LineForm, formats: Formats): Table {
  const moments = [
    ...new Set(form.series.flatMap((series) => series.points.map((point) => point.at))),
  ].sort();
  const marks = form.marks ?? [];
  const bySeries = form.series.map((series) => new Map(series.points.map((point) => [point.at, point])));
  return {
    head: [words.charts.when, ...form.series.map((series) => `${series.name} (${form.unit})`)],
    rows: [
      ...moments.map((at) => [
        form.byDay === true ? formats.day(at, Date.now()) : formats.exact(at),
        ...bySeries.map((points) => {
          const point = points.get(at);
          return point === undefined || point.value === null ? words.nothing : withInterval(form, point);
        }),
      ]),
      ...marks.map((mark) => [`${formats.exact(mark.at)}: ${mark.label}`, ...bySeries.map(() => "")]),
    ],
  };
}

interface Estimate {
  readonly label: string;
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
}

type Writing = Pick<ChartForm, "unit" | "write">;

function intervalTable(of: string, form: Writing, estimates: readonly Estimate[]): Table {
  const hasIntervals = estimates.some((estimate) => estimate.low !== undefined);
  return {
    head: [of, form.unit, ...(hasIntervals ? [words.charts.from, words.charts.to] : [])],
    rows: estimates.map(({ label, value, low, high }) => [
      label,
      form.write(value),
      ...(hasIntervals ? [low, high].map((end) => (end === undefined ? "" : form.write(end))) : []),
    ]),
  };
}

function shareTable(form: ShareForm, formats: Formats): Table {
  return {
    head: [form.of, ...form.parts],
    rows: form.rows.map(({ label, values }) => {
      const whole = values.reduce((sum, value) => sum + value, 0);
      return [
        label,
        ...values.map(
          (value) => `${form.write(value)} (${formats.percent(whole === 0 ? 0 : value / whole)})`,
        ),
      ];
    }),
  };
}

function upSetTable(form: UpSetForm, formats: Formats): Table {
  return {
    head: [words.charts.inAll, form.unit],
    rows: form.groups.map((group) => [
      formats.list(group.sets.flatMap((at) => form.sets[at]?.name ?? [])),
      form.write(group.size),
    ]),
  };
}

function withInterval(
  form: Writing,
  point: { readonly value: number | null; readonly low?: number; readonly high?: number },
): string {
  const value = form.write(point.value ?? 0);
  if (point.low === undefined || point.high === undefined) return value;
  return words.charts.interval(value, form.write(point.low), form.write(point.high));
}
