import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import type { CustomerRow } from "../api/forms.ts";
import type { Formats } from "../format/formats.ts";
import type { Column } from "../parts/data-table.tsx";
import { Moment } from "../parts/moment.tsx";
import { SimulatedMark } from "../parts/simulated-mark.tsx";
import { wordFor, words } from "../words/words.ts";
import { displayName, mainIdentifier } from "./display-name.ts";

/** `withChannels`: the column is there when the server tells channels in its list. */
export function customerColumns(formats: Formats, withChannels: boolean): readonly Column<CustomerRow>[] {
  return [
    { key: "name", title: words.customers.name, cell: (row) => <NameCell row={row} /> },
    {
      key: "seen",
      title: words.customers.lastSeen,
      cell: (row) => (row.lastSeenAt === null ? words.customers.never : <Moment at={row.lastSeenAt} />),
    },
    ...(withChannels ? [channelsColumn] : []),
    {
      key: "segments",
      title: words.customers.segments,
      numeric: true,
      cell: (row) => (
        <Labelled label={words.customers.segmentUnit(row.segments.length)} empty={row.segments.length === 0}>
          {formats.number(row.segments.length)}
        </Labelled>
      ),
    },
    {
      key: "orders",
      title: words.customers.orders,
      numeric: true,
      cell: (row) => (
        <Labelled label={words.customers.orderUnit(row.orders.count)} empty={row.orders.count === 0}>
          {formats.number(row.orders.count)}
        </Labelled>
      ),
    },
    { key: "net", title: words.customers.net, numeric: true, cell: (row) => netOf(row, formats) },
  ];
}

const channelsColumn: Column<CustomerRow> = {
  key: "channels",
  title: words.customers.channels,
  cell: (row) => (row.channels ?? []).map((channel) => wordFor(words.channels, channel)).join(", "),
};

function NameCell({ row }: { readonly row: CustomerRow }): ReactElement {
  const detail = mainIdentifier(row);
  return (
    <>
      <Link to="/customers/$ref" params={{ ref: row.id }} className="row-link">
        <bdi>{displayName(row)}</bdi>
      </Link>
      {row.simulated && <SimulatedMark />}
      {detail !== undefined && <bdi className="row-detail">{detail}</bdi>}
    </>
  );
}

/** On a narrow screen, where columns have no heads, the number says what it counts. */
function Labelled(props: {
  readonly label: string;
  readonly empty: boolean;
  readonly children: string;
}): ReactElement {
  return (
    <span className={props.empty ? "zero" : undefined}>
      {props.children} <span className="narrow-label">{props.label}</span>
    </span>
  );
}

function netOf(row: CustomerRow, formats: Formats): string {
  const { count, netMinor, currency } = row.orders;
  return count === 0 || currency === null ? words.nothing : formats.money(netMinor, currency);
}
