import type { SourceRow } from "@attune/contract";
import type { ReactElement } from "react";
import { words } from "../words/words.ts";

/** Rows of a file as they are in it; scrolls sideways by itself. */
export function RowTable(props: {
  readonly columns: readonly string[];
  readonly rows: readonly SourceRow[];
}): ReactElement {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups fields; this is a table that scrolls
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
    <div role="group" aria-label={words.imports.rows} tabIndex={0} className="row-table">
      <table>
        <thead>
          <tr>
            <th scope="col">{words.imports.line}</th>
            {props.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map(({ line, values }) => (
            <tr key={line}>
              <td className="tabular">{line}</td>
              {props.columns.map((column) => (
                <td key={column}>
                  <bdi>{cellText(values[column])}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function cellText(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (value instanceof Date) return value.toISOString();
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
