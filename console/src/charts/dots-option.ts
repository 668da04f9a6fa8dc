import type { DotsForm } from "./forms.ts";
import { type Drawing, plotColour } from "./plot-ink.ts";
import {
  indexOf,
  namesAxis,
  narrowBelow,
  type Part,
  type Pen,
  tip,
  valueAxis,
  whisker,
} from "./plot-parts.ts";

export function dotsOption(form: DotsForm, drawing: Drawing): Part {
  const { ink, width } = drawing;
  return {
    grid: { top: 8, bottom: 28, left: 4, right: 20, containLabel: true },
    xAxis: {
      ...valueAxis(ink, form.unit, form.write),
      nameLocation: "middle",
      nameGap: 24,
      // On a phone the middle of the axis is too near to the edge for all of the words.
      nameTextStyle: { color: ink.faint, align: width < narrowBelow ? "right" : "center" },
      ...(form.ratio === true ? { type: "log", logBase: 2 } : { scale: true }),
      ...boundsOf(form),
      axisLabel: {
        color: ink.faint,
        formatter: form.write,
        hideOverlap: true,
        // The edges are where the outermost intervals end: no round numbers, and in the way of those beside them.
        showMinLabel: false,
        showMaxLabel: false,
      },
    },
    yAxis: namesAxis(
      drawing,
      form.dots.map((dot) => dot.label),
    ),
    tooltip: {
      trigger: "item",
      ...tip(ink, (params) => {
        const dot = form.dots[indexOf(params)];
        if (dot === undefined) return [];
        return [dot.label, form.write(dot.value), `${form.write(dot.low)} – ${form.write(dot.high)}`];
      }),
    },
    series: [
      {
        type: "custom",
        silent: true,
        encode: { x: [1, 2], y: 0 },
        data: form.dots.map((dot, at) => [at, dot.low, dot.high]),
        renderItem: (_: unknown, pen: Pen) => whisker(pen, true, ink.soft),
      },
      {
        type: "scatter",
        symbolSize: 9,
        data: form.dots.map((dot, at) => [dot.value, at]),
        color: plotColour(ink, 0),
        markLine: {
          silent: true,
          symbol: "none",
          label: { show: false },
          lineStyle: { color: ink.faint, type: "dashed" },
          data: [{ xAxis: form.reference }],
        },
      },
    ],
  };
}

/** The line of no difference is always in sight, and nothing lies on the edge. */
function boundsOf({ dots, reference, ratio }: DotsForm): Part {
  const lows = [reference, ...dots.map((dot) => dot.low)];
  const highs = [reference, ...dots.map((dot) => dot.high)];
  const low = Math.min(...lows);
  const high = Math.max(...highs);
  if (ratio === true) return { min: Math.max(low, 0.01) / 1.15, max: high * 1.15 };
  const margin = (high - low) * 0.06;
  return { min: low - margin, max: high + margin };
}
