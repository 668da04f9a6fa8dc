import type { SegmentCustomer } from "@attune/contract";
import { Link } from "@tanstack/react-router";
import type { Column } from "../parts/data-table.tsx";
import { SimulatedMark } from "../parts/simulated-mark.tsx";
import { words } from "../words/words.ts";

/** The customers behind a number, one a row. */
export const behindColumns: readonly Column<SegmentCustomer>[] = [
  {
    key: "name",
    title: words.customers.name,
    cell: (row) => (
      <>
        <Link to="/customers/$ref" params={{ ref: row.profile }} className="row-link">
          <bdi>{row.name ?? row.identifiers[0]?.value ?? row.profile}</bdi>
        </Link>
        {row.simulated && <SimulatedMark />}
        {row.identifiers[0] !== undefined && <bdi className="row-detail">{row.identifiers[0].value}</bdi>}
      </>
    ),
  },
];
