/** What a chart shows, without how it is drawn: the same form makes the picture and its table. */
export type ChartForm = LineForm | BarForm | DotsForm | ShareForm | UpSetForm;

/** How values are told: `unit` stands at the axis ("customers", "GBP"), `write` says one value. */
interface Told {
  readonly unit: string;
  readonly write: (value: number) => string;
}

/** Values over time, one line a series; the base is zero unless `fromZero` is false. */
export interface LineForm extends Told {
  readonly kind: "line";
  readonly series: readonly LineSeries[];
  /** Moments worth a word: an alert, a new version. */
  readonly marks?: readonly { readonly at: string; readonly label: string }[];
  readonly fromZero?: boolean;
  /** Each point stands for a day, or for what begins with it: no time of day is told. */
  readonly byDay?: boolean;
}

export interface LineSeries {
  readonly name: string;
  readonly points: readonly LinePoint[];
}

/** `at` is ISO 8601. A value of null is a gap. `low` and `high` bound what is not known better. */
export interface LinePoint {
  readonly at: string;
  readonly value: number | null;
  readonly low?: number;
  readonly high?: number;
}

/** One bar a thing, from zero. Lying bars have room for long names. */
export interface BarForm extends Told {
  readonly kind: "bar";
  readonly lying?: boolean;
  /** What the bars are: the head of the table's first column. */
  readonly of: string;
  readonly bars: readonly Bar[];
}

export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
  /** Paler: what it is compared with, or what is not meant. */
  readonly quiet?: boolean;
}

/** Estimates with their intervals beside a line that means "no difference". `ratio`: equal factors are equally far apart. */
export interface DotsForm extends Told {
  readonly kind: "dots";
  readonly of: string;
  readonly reference: number;
  readonly ratio?: boolean;
  readonly dots: readonly Dot[];
}

export interface Dot {
  readonly label: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Parts of a whole, one lying bar of 100 % a row. */
export interface ShareForm extends Told {
  readonly kind: "share";
  readonly of: string;
  readonly parts: readonly string[];
  /** One value a part, in the order of `parts`. */
  readonly rows: readonly { readonly label: string; readonly values: readonly number[] }[];
}

/** How sets overlap: each group is who is in exactly these sets (places in `sets`) and in no other. */
export interface UpSetForm extends Told {
  readonly kind: "upset";
  readonly sets: readonly { readonly name: string; readonly size: number }[];
  readonly groups: readonly { readonly sets: readonly number[]; readonly size: number }[];
}

export function isEmptyForm(form: ChartForm): boolean {
  switch (form.kind) {
    case "line":
      return form.series.every((series) => series.points.every((point) => point.value === null));
    case "bar":
      return form.bars.length === 0;
    case "dots":
      return form.dots.length === 0;
    case "share":
      return form.rows.every((row) => row.values.every((value) => value === 0));
    case "upset":
      return form.groups.length === 0;
  }
}
