import type { LineForm, LineSeries } from "./forms.ts";
import { type Drawing, plotColour } from "./plot-ink.ts";
import { nameRoom, narrowBelow, type Part, tip, valueAxis } from "./plot-parts.ts";
import { type TimeTicks, timeTicks } from "./time-ticks.ts";

export function lineOption(form: LineForm, drawing: Drawing): Part {
  const { ink, width } = drawing;
  const names = form.series.map((series) => series.name);
  const hasRoom = width >= narrowBelow;
  return {
    grid: {
      top: 30,
      bottom: 24,
      left: 4,
      right: hasRoom ? nameRoom(width * 0.5, names) + 16 : 12,
      containLabel: true,
    },
    xAxis: {
      type: "time",
      axisLabel: {
        color: ink.faint,
        hideOverlap: true,
        // In a narrow picture there is no room behind the last point.
        ...(hasRoom ? {} : { alignMaxLabel: "right" }),
        ...namesOf(form, drawing, hasRoom),
      },
      axisLine: { lineStyle: { color: ink.line } },
      axisTick: { show: false },
    },
    yAxis: { ...valueAxis(ink, form.unit, form.write), scale: form.fromZero === false },
    tooltip: { trigger: "axis", ...tip(ink, (params) => linesAt(form, drawing, params)) },
    series: [
      ...form.series.flatMap((series, at) => bandOf(series, plotColour(ink, at))),
      ...form.series.map((series, at) => oneLine(form, drawing, series, at)),
    ],
  };
}

/** By the brand's calendar: the library's own ticks know only the reader's. */
function namesOf(form: LineForm, { formats }: Drawing, hasRoom: boolean): Part {
  const moments = form.series.flatMap(({ points }) => points.map(({ at }) => Date.parse(at)));
  const { at, as } = timeTicks(moments, hasRoom ? 7 : 4);
  const writers: Readonly<Record<TimeTicks["as"], (iso: string, nowMs: number) => string>> = formats;
  const write = writers[as];
  return { customValues: at, formatter: (ms: number) => write(new Date(ms).toISOString(), Date.now()) };
}

const dashes = ["solid", "dashed", "dotted"] as const;

function oneLine(form: LineForm, { ink, width }: Drawing, series: LineSeries, at: number): Part {
  const colour = plotColour(ink, at);
  const isAlone = form.series.length === 1;
  return {
    name: series.name,
    type: "line",
    data: series.points.map((point) => [Date.parse(point.at), point.value]),
    color: colour,
    lineStyle: { width: 2, type: dashes[Math.floor(at / 3) % 3] },
    showSymbol: series.points.length < 2,
    symbol: "circle",
    symbolSize: 6,
    connectNulls: false,
    areaStyle: isAlone && form.fromZero !== false ? { opacity: 0.08 } : undefined,
    endLabel: { show: width >= narrowBelow, formatter: "{a}", color: ink.text, distance: 8 },
    labelLayout: { moveOverlap: "shiftY" },
    markLine: at === 0 ? marksOf(form, ink) : undefined,
  };
}

function marksOf(form: LineForm, ink: Drawing["ink"]): Part | undefined {
  if (form.marks === undefined || form.marks.length === 0) return undefined;
  return {
    silent: true,
    symbol: "none",
    lineStyle: { color: ink.bad, type: "dashed" },
    label: { color: ink.bad, formatter: "{b}", position: "end", rotate: 0, overflow: "truncate", width: 160 },
    data: form.marks.map((mark) => ({ name: mark.label, xAxis: Date.parse(mark.at) })),
  };
}

/** What is not known better, as a pale band behind the line. */
function bandOf(series: LineSeries, colour: string): readonly Part[] {
  if (series.points.every((point) => point.low === undefined)) return [];
  const side = (of: "low" | "width"): Part => ({
    type: "line",
    stack: `band ${series.name}`,
    stackStrategy: "all",
    silent: true,
    symbol: "none",
    lineStyle: { opacity: 0 },
    color: colour,
    tooltip: { show: false },
    ...(of === "width" ? { areaStyle: { opacity: 0.14 } } : {}),
    data: series.points.map(({ at, value, low = value, high = value }) => [
      Date.parse(at),
      low === null || high === null ? null : of === "low" ? low : high - low,
    ]),
  });
  return [side("low"), side("width")];
}

/** The moment, and each line's value at it. */
function linesAt(form: LineForm, { formats }: Drawing, params: unknown): readonly string[] {
  const ms = momentOf(params);
  if (ms === undefined) return [];
  const told = form.series.flatMap((series) => {
    const point = series.points.find((one) => Date.parse(one.at) === ms);
    if (point?.value === null || point?.value === undefined) return [];
    const range =
      point.low === undefined || point.high === undefined
        ? ""
        : ` (${form.write(point.low)} – ${form.write(point.high)})`;
    return `${series.name}: ${form.write(point.value)}${range}`;
  });
  const iso = new Date(ms).toISOString();
  return [form.byDay === true ? formats.day(iso, Date.now()) : formats.exact(iso), ...told];
}

function momentOf(params: unknown): number | undefined {
  const one: unknown = Array.isArray(params) ? params[0] : params;
  if (typeof one !== "object" || one === null || !("axisValue" in one)) return undefined;
  return typeof one.axisValue === "number" ? one.axisValue : undefined;
}
