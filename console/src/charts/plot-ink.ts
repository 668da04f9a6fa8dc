import type { Formats } from "../format/formats.ts";

/** The colours of tokens.css as a canvas needs them. */
export interface Ink {
  readonly font: string;
  readonly text: string;
  readonly soft: string;
  readonly faint: string;
  readonly line: string;
  readonly surface: string;
  readonly bad: string;
  /** One a series; apart also for who sees no red or green. */
  readonly plot: readonly string[];
}

export interface Drawing {
  readonly ink: Ink;
  /** Pixels. */
  readonly width: number;
  readonly formats: Formats;
}

export function readInk(node: HTMLElement): Ink {
  const style = getComputedStyle(node);
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    font: style.fontFamily,
    text: token("text"),
    soft: token("text-soft"),
    faint: token("text-faint"),
    line: token("line"),
    surface: token("surface"),
    bad: token("bad"),
    plot: [1, 2, 3, 4, 5, 6].map((at) => token(`plot-${at}`)),
  };
}

export function plotColour(ink: Ink, at: number): string {
  return ink.plot[at % ink.plot.length] ?? ink.text;
}
