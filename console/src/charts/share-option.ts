import type { ShareForm } from "./forms.ts";
import { type Drawing, plotColour } from "./plot-ink.ts";
import { indexOf, namesAxis, type Part, tip, valueAxis } from "./plot-parts.ts";

/** Narrower parts get no number inside: it would not fit. */
const leastLabelled = 0.08;

export function shareOption(form: ShareForm, drawing: Drawing): Part {
  const { ink, formats } = drawing;
  const shares = form.rows.map(({ values }) => {
    const whole = values.reduce((sum, value) => sum + value, 0);
    return values.map((value) => (whole === 0 ? 0 : value / whole));
  });
  return {
    grid: { top: 4, bottom: 28, left: 4, right: 16, containLabel: true },
    xAxis: { ...valueAxis(ink, "", formats.percent), min: 0, max: 1 },
    yAxis: namesAxis(
      drawing,
      form.rows.map((row) => row.label),
    ),
    tooltip: {
      trigger: "axis",
      axisPointer: { type: "none" },
      ...tip(ink, (params) => {
        const row = form.rows[indexOf(params)];
        const told = shares[indexOf(params)];
        if (row === undefined || told === undefined) return [];
        return [
          row.label,
          ...form.parts.map(
            (part, at) => `${part}: ${form.write(row.values[at] ?? 0)} (${formats.percent(told[at] ?? 0)})`,
          ),
        ];
      }),
    },
    series: form.parts.map((part, at) => ({
      name: part,
      type: "bar",
      stack: "whole",
      barMaxWidth: 22,
      color: plotColour(ink, at),
      itemStyle: { borderColor: ink.surface, borderWidth: 1 },
      data: shares.map((row) => row[at] ?? 0),
      label: {
        show: true,
        color: ink.surface,
        formatter: ({ value }: { readonly value: number }) =>
          value >= leastLabelled ? formats.percent(value) : "",
      },
    })),
  };
}
