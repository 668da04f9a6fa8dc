import type { ReactElement } from "react";
import { OneOf } from "../parts/one-of.tsx";
import { words } from "../words/words.ts";
import { type Period, periods } from "./period.ts";

/** The same on every page: how far back is looked. */
export function PeriodControl(props: {
  readonly period: Period;
  readonly onChange: (period: Period) => void;
  readonly offered?: readonly Period[];
}): ReactElement {
  return (
    <OneOf
      label={words.charts.period}
      value={props.period}
      options={(props.offered ?? periods).map((value) => ({ value, label: words.charts.periods[value] }))}
      onChange={props.onChange}
    />
  );
}
