import { BarChart, CustomChart, LineChart, ScatterChart } from "echarts/charts";
import { GridComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { type ECharts, type EChartsCoreOption, init, use } from "echarts/core";
import { LabelLayout } from "echarts/features";
import { CanvasRenderer } from "echarts/renderers";
import { type ReactElement, useEffect, useRef } from "react";
import type { Formats } from "../format/formats.ts";
import { useFormats } from "../parts/formats-context.tsx";
import { barOption } from "./bar-option.ts";
import { dotsOption } from "./dots-option.ts";
import type { ChartForm } from "./forms.ts";
import { lineOption } from "./line-option.ts";
import { heightOf } from "./plot-height.ts";
import { type Drawing, readInk } from "./plot-ink.ts";
import { shareOption } from "./share-option.ts";
import { upSetOption } from "./upset-option.ts";

use([
  BarChart,
  CustomChart,
  LineChart,
  ScatterChart,
  GridComponent,
  MarkLineComponent,
  TooltipComponent,
  LabelLayout,
  CanvasRenderer,
]);

/** The picture alone, hidden from who hears the page: the table beside it says the same. Its colours follow tokens.css. */
// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function Plot(props: {
  readonly form: ChartForm;
  readonly onPick?: (index: number) => void;
}): ReactElement {
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  const drawn = useRef<() => void>(() => undefined);
  const formats = useFormats();
  latest.current = props;

  useEffect(() => {
    const node = place.current;
    if (node === null) return undefined;
    const chart = init(node, null, { renderer: "canvas" });
    drawn.current = () => draw(chart, node, latest.current.form, formats);
    drawn.current();
    chart.on("click", ({ dataIndex }) => latest.current.onPick?.(dataIndex));
    const stopWatching = watchLooks(node, () => {
      chart.resize();
      drawn.current();
    });
    return () => {
      stopWatching();
      chart.dispose();
    };
  }, [formats]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is drawn is read from `latest`
  useEffect(() => drawn.current(), [props.form]);

  return (
    <div
      ref={place}
      className={`plot plot-${props.form.kind}`}
      style={{ height: heightOf(props.form) }}
      aria-hidden="true"
    />
  );
}

/** Width, light or dark, and the fonts that have just arrived. */
function watchLooks(node: HTMLElement, onChange: () => void): () => void {
  const sizes = new ResizeObserver(onChange);
  sizes.observe(node);
  const looks = new MutationObserver(onChange);
  looks.observe(document.documentElement, { attributeFilter: ["data-mantine-color-scheme"] });
  document.fonts.addEventListener("loadingdone", onChange);
  return () => {
    sizes.disconnect();
    looks.disconnect();
    document.fonts.removeEventListener("loadingdone", onChange);
  };
}

function draw(chart: ECharts, node: HTMLElement, form: ChartForm, formats: Formats): void {
  const drawing: Drawing = { ink: readInk(node), width: node.clientWidth, formats };
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const frame: EChartsCoreOption = {
    animation: !isStill,
    animationDuration: 200,
    animationDurationUpdate: 200,
    textStyle: { fontFamily: drawing.ink.font, fontSize: 12, color: drawing.ink.soft },
  };
  chart.setOption({ ...frame, ...optionOf(form, drawing) }, { notMerge: true });
}

function optionOf(form: ChartForm, drawing: Drawing): EChartsCoreOption {
  switch (form.kind) {
    case "line":
      return lineOption(form, drawing);
    case "bar":
      return barOption(form, drawing);
    case "dots":
      return dotsOption(form, drawing);
    case "share":
      return shareOption(form, drawing);
    case "upset":
      return upSetOption(form, drawing);
  }
}
