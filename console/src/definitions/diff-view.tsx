import type { Json } from "@attune/contract";
import type { ReactElement } from "react";
import { words } from "../words/words.ts";
import { type Difference, diffJson } from "./diff-json.ts";
import "./definitions.css";

/** What changed from one body to another, place by place, before beside after. */
export function DiffView(props: {
  readonly before: Json;
  readonly after: Json;
  readonly label: string;
}): ReactElement {
  const differences = diffJson(props.before, props.after);
  if (differences.length === 0) return <p className="quiet">{words.definitions.same}</p>;
  return (
    <table className="diff" aria-label={props.label}>
      <thead>
        <tr>
          <th scope="col">{words.definitions.place}</th>
          <th scope="col">{words.definitions.before}</th>
          <th scope="col">{words.definitions.after}</th>
        </tr>
      </thead>
      <tbody>
        {differences.map((difference) => (
          <OneDifference key={difference.pointer} difference={difference} />
        ))}
      </tbody>
    </table>
  );
}

function OneDifference({ difference }: { readonly difference: Difference }): ReactElement {
  return (
    <tr>
      <th scope="row">
        <code>{difference.pointer === "" ? words.definitions.whole : difference.pointer.slice(1)}</code>
      </th>
      <td>
        <del>{textOf(difference.before)}</del>
      </td>
      <td>
        <ins>{textOf(difference.after)}</ins>
      </td>
    </tr>
  );
}

function textOf(value: Json | undefined): string {
  if (value === undefined) return words.nothing;
  return typeof value === "string" ? value : JSON.stringify(value, null, 1);
}
