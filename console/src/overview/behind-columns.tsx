import type { SegmentCustomer } from "@attune/contract";
import { Link } from "@tanstack/react-router";
import { displayName, mainIdentifier } from "../customers/display-name.ts";
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
          <bdi>{displayName(row)}</bdi>
        </Link>
        {row.simulated && <SimulatedMark />}
        <bdi className="row-detail">{mainIdentifier(row)}</bdi>
      </>
    ),
  },
];
