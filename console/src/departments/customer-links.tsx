import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import type { CustomerRow } from "../api/forms.ts";
import { displayName, mainIdentifier } from "../customers/display-name.ts";
import { SimulatedMark } from "../parts/simulated-mark.tsx";
import { words } from "../words/words.ts";
import type { DepartmentKey } from "./department.ts";

/** Who was found, and who may have been meant; each opens what the department needs of them, `store` the store app. */
export function CustomerLinks(props: {
  readonly rows: readonly CustomerRow[];
  readonly near: readonly CustomerRow[];
  readonly query: string;
  readonly department: DepartmentKey | "store";
}): ReactElement {
  const { rows, near } = props;
  if (rows.length === 0 && near.length === 0)
    return <p className="quiet">{words.store.nobody(props.query)}</p>;
  return (
    <>
      <Links rows={rows} department={props.department} />
      {near.length > 0 && (
        <>
          <p className="quiet">{rows.length === 0 ? words.people.near : words.people.nearToo}</p>
          <Links rows={near} department={props.department} />
        </>
      )}
    </>
  );
}

function Links(props: {
  readonly rows: readonly CustomerRow[];
  readonly department: DepartmentKey | "store";
}): ReactElement {
  return (
    <ul className="rows">
      {props.rows.map((row) => (
        <li key={row.id}>
          <OneLink row={row} department={props.department} />
        </li>
      ))}
    </ul>
  );
}

function OneLink(props: {
  readonly row: CustomerRow;
  readonly department: DepartmentKey | "store";
}): ReactElement {
  const { row, department } = props;
  const detail = mainIdentifier(row);
  const text = (
    <>
      <bdi>{displayName(row)}</bdi>
      {row.simulated && <SimulatedMark />}
      {detail !== undefined && <bdi className="quiet">{detail}</bdi>}
    </>
  );
  return department === "store" ? (
    <Link to="/store/$ref" params={{ ref: row.id }} className="group-row">
      {text}
    </Link>
  ) : (
    <Link to="/departments/$department/$ref" params={{ department, ref: row.id }} className="group-row">
      {text}
    </Link>
  );
}
