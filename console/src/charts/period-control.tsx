import { type ReactElement, useId } from "react";
import { words } from "../words/words.ts";
import "./charts.css";
import { type Period, periods } from "./period.ts";

/** The same on every page: one of a few lengths, moved through by arrow keys. */
export function PeriodControl(props: {
  readonly period: Period;
  readonly onChange: (period: Period) => void;
  readonly offered?: readonly Period[];
}): ReactElement {
  const name = useId();
  return (
    <fieldset className="period">
      <legend className="only-spoken">{words.charts.period}</legend>
      {(props.offered ?? periods).map((period) => (
        <label key={period} className="period-choice">
          <input
            type="radio"
            name={name}
            value={period}
            checked={period === props.period}
            onChange={() => props.onChange(period)}
          />
          <span>{words.charts.periods[period]}</span>
        </label>
      ))}
    </fieldset>
  );
}
