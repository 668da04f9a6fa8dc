import type { Drawing, Ink } from "./plot-ink.ts";

/** Parts that drawings share: axes, the box at the pointer, room for names. */
export type Part = Readonly<Record<string, unknown>>;

export const narrowBelow = 520;

export function valueAxis(ink: Ink, unit: string, write: (value: number) => string): Part {
  return {
    type: "value",
    name: unit,
    nameTextStyle: { color: ink.faint, align: "left" },
    axisLabel: { color: ink.faint, formatter: write, hideOverlap: true },
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: ink.line } },
    splitNumber: 4,
  };
}

/** Things below each other, the first on top. */
export function namesAxis({ ink, width }: Drawing, names: readonly string[]): Part {
  return {
    type: "category",
    data: names,
    inverse: true,
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: {
      color: ink.text,
      width: nameRoom(width, names),
      overflow: "truncate",
      interval: 0,
    },
  };
}

/** Pixels for names at the side: never more than two fifths of the picture. */
export function nameRoom(width: number, names: readonly string[]): number {
  const longest = Math.max(0, ...names.map((name) => name.length));
  return Math.min(longest * 7 + 4, Math.max(80, width * 0.4), 260);
}

/** The box at the pointer is built of elements: the policy lets no markup bring its own style. */
export function tip(ink: Ink, lines: (params: unknown) => readonly string[]): Part {
  return {
    confine: true,
    transitionDuration: 0,
    className: "plot-tip",
    backgroundColor: ink.surface,
    borderColor: ink.line,
    textStyle: { color: ink.text, fontFamily: ink.font, fontSize: 12 },
    formatter: (params: unknown) => boxOf(lines(params)),
  };
}

function boxOf(lines: readonly string[]): HTMLElement {
  const box = document.createElement("div");
  for (const line of lines) {
    const row = document.createElement("div");
    row.textContent = line;
    box.append(row);
  }
  return box;
}

/** Place in the form's list of what the pointer is on. */
export function indexOf(params: unknown): number {
  const one: unknown = Array.isArray(params) ? params[0] : params;
  if (typeof one !== "object" || one === null || !("dataIndex" in one)) return -1;
  return typeof one.dataIndex === "number" ? one.dataIndex : -1;
}

/** What a custom series gives to whom draws one of its things; the library's own type is far wider. */
export interface Pen {
  value(dimension: number): number;
  coord(point: readonly [number, number]): readonly [number, number];
}

/** A line between two values with a stroke at each end. */
export function whisker(pen: Pen, lying: boolean, colour: string): Part {
  const at = pen.value(0);
  const ends = [pen.value(1), pen.value(2)].map((end) => pen.coord(lying ? [end, at] : [at, end]));
  const [from = [0, 0], until = [0, 0]] = ends;
  const style = { stroke: colour, lineWidth: 1.5 };
  const stroke = ([x = 0, y = 0]: readonly number[]): Part => ({
    type: "line",
    shape: lying ? { x1: x, x2: x, y1: y - 4, y2: y + 4 } : { x1: x - 4, x2: x + 4, y1: y, y2: y },
    style,
  });
  return {
    type: "group",
    children: [
      { type: "line", shape: { x1: from[0], y1: from[1], x2: until[0], y2: until[1] }, style },
      stroke(from),
      stroke(until),
    ],
  };
}
