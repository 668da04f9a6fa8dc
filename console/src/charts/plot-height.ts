import type { ChartForm } from "./forms.ts";

/** Pixels. Things that lie below each other need a line each; the rest has one height, so that pages stay calm. */
export function heightOf(form: ChartForm): number {
  switch (form.kind) {
    case "line":
      return 260;
    case "bar":
      return form.lying === true ? linesOf(form.bars.length) : 260;
    case "dots":
      return linesOf(form.dots.length);
    case "share":
      return linesOf(form.rows.length);
    case "upset":
      return 210 + form.sets.length * 30;
  }
}

function linesOf(count: number): number {
  return 48 + Math.max(count, 1) * 30;
}
