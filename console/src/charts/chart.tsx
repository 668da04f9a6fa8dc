import { lazy, type ReactElement, type ReactNode, Suspense, useId, useState } from "react";
import { Scrolled } from "../parts/scrolled.tsx";
import { words } from "../words/words.ts";
import { ChartTable } from "./chart-table.tsx";
import "./charts.css";
import { type ChartForm, isEmptyForm } from "./forms.ts";
import { heightOf } from "./plot-height.ts";

/** The drawing library is large: it comes when the first picture is shown. */
const Plot = lazy(() => import("./plot.tsx"));

/**
 * A picture with its question as title and the same as a table one click away; who hears the page always gets the table. `aside` is
 * for the period control, `note` for what must be known to read it, `onPick` opens what is behind a bar or a group (its place).
 */
export function Chart(props: {
  readonly question: string;
  readonly form: ChartForm;
  readonly note?: ReactNode;
  readonly aside?: ReactNode;
  /** What stands where there is nothing to draw. */
  readonly empty?: ReactNode;
  /** Paler: the new one is on its way. */
  readonly busy?: boolean;
  readonly onPick?: (index: number) => void;
}): ReactElement {
  const { form, question } = props;
  const [asTable, setAsTable] = useState(false);
  const titleId = useId();
  const isEmpty = isEmptyForm(form);
  const table = <ChartTable form={form} label={question} {...(props.onPick && { onPick: props.onPick })} />;
  return (
    <figure className="chart" aria-labelledby={titleId} data-busy={props.busy === true}>
      <figcaption className="chart-head">
        {/* Never a level too deep, wherever the picture stands. */}
        <h2 id={titleId}>{question}</h2>
        <div className="chart-aside">
          {props.aside}
          {!isEmpty && (
            <button
              type="button"
              className="text-button"
              aria-pressed={asTable}
              onClick={() => setAsTable(!asTable)}
            >
              {words.charts.asTable}
            </button>
          )}
        </div>
      </figcaption>
      {props.note !== undefined && <p className="chart-note">{props.note}</p>}
      {isEmpty ? (
        <p className="chart-empty">{props.empty ?? words.charts.empty}</p>
      ) : (
        <>
          {!asTable && (
            <Suspense fallback={<div className="plot" style={{ height: heightOf(form) }} />}>
              <Legend form={form} />
              <Plot form={form} {...(props.onPick === undefined ? {} : { onPick: props.onPick })} />
            </Suspense>
          )}
          {asTable ? (
            <Scrolled className="chart-table" label={question}>
              {table}
            </Scrolled>
          ) : (
            <div className="only-spoken">{table}</div>
          )}
        </>
      )}
    </figure>
  );
}

/** Names stand at their lines; where there is no room for that, and for parts of a whole, they stand above. */
function Legend({ form }: { readonly form: ChartForm }): ReactElement | null {
  const names = legendOf(form);
  if (names.length < 2) return null;
  return (
    <ul className={`plot-legend plot-legend-${form.kind}`} aria-hidden="true">
      {names.map((name, at) => (
        <li key={name}>
          <span className={`plot-swatch plot-swatch-${(at % 6) + 1}`} />
          {name}
        </li>
      ))}
    </ul>
  );
}

function legendOf(form: ChartForm): readonly string[] {
  if (form.kind === "line") return form.series.map((series) => series.name);
  return form.kind === "share" ? form.parts : [];
}
