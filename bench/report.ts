import type { Scale } from "./scale.ts";

/** A promise of the product, measured. */
export interface Promised {
  readonly text: string;
  readonly goal: string;
  readonly value: number;
  readonly kept: boolean;
}

/** Numbers by name; the unit is in the name. */
export type Figures = Readonly<Record<string, number>>;

export interface Measured {
  readonly figures: Figures;
  readonly promises: readonly Promised[];
}

/** One bench. What it starts it registers to be ended (`ending.ts`), so that nothing is left when it fails. */
export type Measure = (scale: Scale) => Promise<Measured>;

export function atLeast(text: string, value: number, goal: number): Promised {
  return { text, goal: `≥ ${goal}`, value, kept: value >= goal };
}

export function atMost(text: string, value: number, goal: number): Promised {
  return { text, goal: `≤ ${goal}`, value, kept: value <= goal };
}

/** For the reader, while it runs. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Three significant digits, so that a figure does not claim more than one run can know. */
export function rounded(value: number): number {
  if (!Number.isFinite(value) || value === 0) return 0;
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return Number(value.toFixed(Math.min(6, digits)));
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

export function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
