import { useWindowVirtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import "./data-table.css";

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers stand at the end of their column. */
  readonly numeric?: boolean;
}

/**
 * A table of any length: only the rows in sight are in the document. On a narrow screen each row becomes two lines
 * (data-table.css), so roles are stated: a browser forgets a table whose rows are not laid out as one.
 */
export function DataTable<Row>(props: {
  readonly label: string;
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly busy?: boolean;
}): ReactElement {
  const { columns, rows, rowKey } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const above = useTop(body);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => 52,
    overscan: 15,
    scrollMargin: above,
    getItemKey: (index) => rowKey(rows[index] as Row), // the virtualizer asks only for indexes below count
  });
  const shown = virtual.getVirtualItems();
  const before = (shown[0]?.start ?? above) - above;
  const after = virtual.getTotalSize() - (shown.at(-1)?.end ?? above) + above;
  return (
    <table
      {...role("table")}
      className={`data-table data-table-${props.name}`}
      aria-rowcount={rows.length + 1}
      aria-label={props.label}
      aria-busy={props.busy === true}
    >
      <Head columns={columns} />
      <tbody {...role("rowgroup")} ref={body} onKeyDown={moveBetweenRows}>
        <Space height={before} />
        {shown.map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          return (
            <tr
              key={item.key}
              {...role("row")}
              ref={virtual.measureElement}
              data-index={item.index}
              aria-rowindex={item.index + 2}
            >
              <Cells columns={columns} row={row} />
            </tr>
          );
        })}
        <Space height={after} />
      </tbody>
    </table>
  );
}

function Head<Row>({ columns }: { readonly columns: readonly Column<Row>[] }): ReactElement {
  return (
    <thead {...role("rowgroup")}>
      <tr {...role("row")} aria-rowindex={1}>
        {columns.map((column) => (
          <th key={column.key} {...role("columnheader")} scope="col" className={cellClass(column)}>
            {column.title}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Cells<Row>(props: { readonly columns: readonly Column<Row>[]; readonly row: Row }): ReactNode {
  return props.columns.map((column) => (
    <td key={column.key} {...role("cell")} className={cellClass(column)}>
      {column.cell(props.row)}
    </td>
  ));
}

function role<Name extends string>(name: Name): { readonly role: Name } {
  return { role: name };
}

function cellClass<Row>(column: Column<Row>): string {
  return `cell-${column.key}${column.numeric === true ? " cell-numeric" : ""}`;
}

/** Stands for the rows that are not in the document. */
function Space({ height }: { readonly height: number }): ReactElement | null {
  if (height <= 0) return null;
  return (
    <tr {...role("presentation")} className="data-table-space" style={{ height }}>
      <td />
    </tr>
  );
}

function useTop(element: { readonly current: HTMLElement | null }): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const node = element.current;
    if (node !== null) setTop(node.getBoundingClientRect().top + window.scrollY);
  }, [element]);
  return top;
}

function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const row = document.activeElement?.closest("tr");
  const next = event.key === "ArrowDown" ? row?.nextElementSibling : row?.previousElementSibling;
  const link = next?.querySelector<HTMLElement>("a, button");
  if (link === null || link === undefined) return;
  event.preventDefault();
  link.focus();
}
