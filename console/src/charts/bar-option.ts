import type { Bar, BarForm } from "./forms.ts";
import { type Drawing, plotColour } from "./plot-ink.ts";
import { indexOf, namesAxis, type Part, type Pen, tip, valueAxis, whisker } from "./plot-parts.ts";

export function barOption(form: BarForm, drawing: Drawing): Part {
  const { ink } = drawing;
  const lying = form.lying === true;
  const names = form.bars.map((bar) => bar.label);
  const values = valueAxis(ink, form.unit, form.write);
  const standing: Part = {
    type: "category",
    data: names,
    axisLine: { lineStyle: { color: ink.line } },
    axisTick: { show: false },
    axisLabel: { color: ink.soft, hideOverlap: true, overflow: "truncate", width: 96 },
  };
  return {
    grid: {
      top: lying ? 8 : 30,
      bottom: lying ? 28 : 24,
      left: 4,
      right: lying ? 56 : 8,
      containLabel: true,
    },
    xAxis: lying ? { ...values, nameLocation: "middle", nameGap: 24 } : standing,
    yAxis: lying ? namesAxis(drawing, names) : values,
    tooltip: { trigger: "item", ...tip(ink, (params) => toldOf(form, form.bars[indexOf(params)])) },
    series: [
      {
        type: "bar",
        barMaxWidth: 22,
        data: form.bars.map((bar) => ({
          value: bar.value,
          itemStyle: { color: plotColour(ink, bar.quiet === true ? 5 : 0), borderRadius: 2 },
        })),
        label: {
          show: true,
          position: lying ? "right" : "top",
          color: ink.text,
          formatter: ({ value }: { readonly value: number }) => form.write(value),
          ...(hasIntervals(form.bars) ? { show: false } : {}),
        },
        labelLayout: { hideOverlap: true },
      },
      ...intervalSeries(form, lying, ink.text),
    ],
  };
}

function hasIntervals(bars: readonly Bar[]): boolean {
  return bars.some((bar) => bar.low !== undefined);
}

function intervalSeries(form: BarForm, lying: boolean, colour: string): readonly Part[] {
  if (!hasIntervals(form.bars)) return [];
  return [
    {
      type: "custom",
      silent: true,
      z: 3,
      encode: lying ? { x: [1, 2], y: 0 } : { x: 0, y: [1, 2] },
      data: form.bars.map((bar, at) => [at, bar.low ?? bar.value, bar.high ?? bar.value]),
      renderItem: (_: unknown, pen: Pen) => whisker(pen, lying, colour),
    },
  ];
}

function toldOf(form: BarForm, bar: Bar | undefined): readonly string[] {
  if (bar === undefined) return [];
  const value = `${form.write(bar.value)} ${form.unit}`;
  if (bar.low === undefined || bar.high === undefined) return [bar.label, value];
  return [bar.label, value, `${form.write(bar.low)} – ${form.write(bar.high)}`];
}
