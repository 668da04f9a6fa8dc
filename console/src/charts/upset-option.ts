import type { UpSetForm } from "./forms.ts";
import { type Drawing, type Ink, plotColour } from "./plot-ink.ts";
import {
  indexOf,
  nameRoom,
  namesAxis,
  narrowBelow,
  type Part,
  type Pen,
  tip,
  valueAxis,
} from "./plot-parts.ts";

const rowHeight = 30;

/** Above: how many are in exactly these sets. Below: which sets these are. */
export function upSetOption(form: UpSetForm, drawing: Drawing): Part {
  const { ink, width, formats } = drawing;
  const columns = form.groups.map((_, at) => String(at));
  const names = form.sets.map((set) => `${set.name}  ${form.write(set.size)}`);
  const left = Math.max(nameRoom(width, names), 48) + 12;
  const below = form.sets.length * rowHeight;
  const columnAxis = (gridIndex: number): Part => ({
    type: "category",
    gridIndex,
    data: columns,
    axisLabel: { show: false },
    axisTick: { show: false },
    axisLine: { show: gridIndex === 0, lineStyle: { color: ink.line } },
  });
  return {
    grid: [
      { left, right: 8, top: 30, bottom: below + 16 },
      { left, right: 8, height: below, bottom: 4 },
    ],
    xAxis: [columnAxis(0), columnAxis(1)],
    yAxis: [
      { ...valueAxis(ink, form.unit, form.write), gridIndex: 0 },
      { ...namesAxis(drawing, names), gridIndex: 1, splitArea: bandsOf(ink) },
    ],
    tooltip: {
      trigger: "item",
      ...tip(ink, (params) => {
        const group = form.groups[indexOf(params)];
        if (group === undefined) return [];
        return [
          formats.list(group.sets.flatMap((at) => form.sets[at]?.name ?? [])),
          `${form.write(group.size)} ${form.unit}`,
        ];
      }),
    },
    series: [
      {
        type: "bar",
        barMaxWidth: 22,
        data: form.groups.map((group) => group.size),
        color: plotColour(ink, 0),
        itemStyle: { borderRadius: 2 },
        label: {
          // Beside each other there is no room for numbers on a phone; a touch tells them, and the table.
          show: width >= narrowBelow,
          position: "top",
          color: ink.text,
          formatter: ({ value }: { readonly value: number }) => form.write(value),
        },
        labelLayout: { hideOverlap: true },
      },
      {
        type: "custom",
        xAxisIndex: 1,
        yAxisIndex: 1,
        data: form.groups.map((_, at) => [at, 0]),
        renderItem: (_: unknown, pen: Pen) => chainOf(form, pen, ink),
      },
    ],
  };
}

function bandsOf(ink: Ink): Part {
  return { show: true, areaStyle: { color: ["transparent", ink.line], opacity: 0.35 } };
}

/** A dot for each set, full where the group is in it, and a line through the full ones. */
function chainOf(form: UpSetForm, pen: Pen, ink: Ink): Part {
  const at = pen.value(0);
  const inside = form.groups[at]?.sets ?? [];
  const place = (set: number): readonly [number, number] => pen.coord([at, set]);
  const [x, top] = place(Math.min(...inside));
  const [, bottom] = place(Math.max(...inside));
  const colour = plotColour(ink, 0);
  return {
    type: "group",
    children: [
      { type: "line", shape: { x1: x, y1: top, x2: x, y2: bottom }, style: { stroke: colour, lineWidth: 2 } },
      ...form.sets.map((_, set) => {
        const [cx, cy] = place(set);
        const isIn = inside.includes(set);
        return {
          type: "circle",
          shape: { cx, cy, r: isIn ? 5.5 : 4 },
          style: { fill: isIn ? colour : ink.line },
        };
      }),
    ],
  };
}
