import type { ProductMetric, ProductMetricKey, ProductNumbers, ProductReport } from "@attune/contract";
import { NativeSelect } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useMe } from "../api/session.ts";
import { Chart } from "../charts/chart.tsx";
import type { Formats } from "../format/formats.ts";
import { Answered } from "../parts/answered.tsx";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { EndOfList } from "../parts/end-of-list.tsx";
import { useFormats } from "../parts/formats-context.tsx";
import { Section } from "../parts/section.tsx";
import { words } from "../words/words.ts";
import { shareOf, writeFigure } from "./product-figures.ts";
import { type Span, useProductReport } from "./product-numbers-queries.ts";
import "./products.css";

const pictured = 10;

/** What is looked at, left, bought and brought back, by product: a picture of the first, all as a table, every number with whom it is made of. */
export function ProductNumbersSection(props: {
  readonly span: Span;
  readonly sort: ProductMetricKey;
  readonly onSort: (sort: ProductMetricKey) => void;
}): ReactElement {
  const { span, sort } = props;
  const report = useProductReport(span, sort);
  return (
    <Section title={words.products.byProduct} name="by-product">
      <Answered query={report} lines={8}>
        {({ pages }) => {
          const [first] = pages;
          if (first === undefined) return null;
          const rows = pages.flatMap(({ items }) => items);
          const shown = { report: first, rows, span, sort };
          return rows.length === 0 ? (
            <p className="quiet">{words.products.noNumbers}</p>
          ) : (
            <>
              <SortField metrics={first.metrics} sort={sort} onSort={props.onSort} />
              <Picture {...shown} busy={report.isPlaceholderData} />
              <Meanings metrics={first.metrics} />
              <Table {...shown} busy={report.isPlaceholderData} />
              <EndOfList
                hasMore={report.hasNextPage}
                busy={report.isFetchingNextPage}
                onMore={() => void report.fetchNextPage()}
              />
            </>
          );
        }}
      </Answered>
    </Section>
  );
}

function SortField(props: {
  readonly metrics: readonly ProductMetric[];
  readonly sort: ProductMetricKey;
  readonly onSort: (sort: ProductMetricKey) => void;
}): ReactElement {
  return (
    <NativeSelect
      className="sort-field"
      label={words.products.sortBy}
      value={props.sort}
      data={props.metrics.map(({ key, name }) => ({ value: key, label: name }))}
      onChange={(event) => props.onSort(event.currentTarget.value as ProductMetricKey)} // only these are offered
    />
  );
}

interface Shown {
  readonly report: ProductReport;
  readonly rows: readonly ProductNumbers[];
  readonly span: Span;
  readonly sort: ProductMetricKey;
  readonly busy: boolean;
}

function Picture({ report, rows, sort, busy }: Shown): ReactElement | null {
  const formats = useFormats();
  const navigate = useNavigate();
  const metric = report.metrics.find(({ key }) => key === sort);
  if (metric === undefined) return null;
  const { currency } = report;
  const first = rows.slice(0, pictured);
  return (
    <Chart
      question={words.products.byProductQuestion(metric.name)}
      busy={busy}
      onPick={(index) => {
        const key = first[index]?.product;
        if (key !== undefined) void navigate({ to: "/products/$key", params: { key } });
      }}
      form={{
        kind: "bar",
        lying: true,
        of: words.products.name,
        unit: metric.unit === "money" ? currency : words.products.byProductUnits[metric.unit],
        write: (value) =>
          metric.unit === "money" ? formats.wholeMoney(value, currency) : formats.number(value),
        bars: first.map(({ product, name, numbers }) => ({ label: name ?? product, value: numbers[sort] })),
      }}
    />
  );
}

/** The definition of every number, one click away. */
export function Meanings({ metrics }: { readonly metrics: readonly ProductMetric[] }): ReactElement {
  return (
    <details className="unfolding">
      <summary className="text-button">{words.products.meanings}</summary>
      <dl className="meanings">
        {metrics.map(({ key, name, definition }) => (
          <div key={key}>
            <dt>{name}</dt>
            <dd className="quiet">{definition}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function Table({ report, rows, span, busy }: Shown): ReactElement {
  const formats = useFormats();
  return (
    <DataTable
      name="by-product"
      label={words.products.byProduct}
      columns={columnsOf(report, span, formats)}
      rows={rows}
      rowKey={({ product }) => product}
      busy={busy}
    />
  );
}

function columnsOf(report: ProductReport, span: Span, formats: Formats): readonly Column<ProductNumbers>[] {
  const name: Column<ProductNumbers> = { key: "name", title: words.products.name, cell: Name };
  return [
    name,
    ...report.metrics.map(
      (metric): Column<ProductNumbers> => ({
        key: metric.key,
        title: metric.name,
        numeric: true,
        cell: (row) => <NumberLink row={row} metric={metric} report={report} span={span} formats={formats} />,
      }),
    ),
  ];
}

function Name({ product, name, withdrawn }: ProductNumbers): ReactElement {
  return (
    <>
      <Link to="/products/$key" params={{ key: product }} className="row-link">
        <bdi>{name ?? product}</bdi>
      </Link>
      {withdrawn && <span className="row-detail">{words.products.withdrawn}</span>}
      {name === null && <span className="row-detail">{words.products.notInCatalogue}</span>}
    </>
  );
}

/** A number, and whom it is made of one click away. */
export function NumberLink(props: {
  readonly row: ProductNumbers;
  readonly metric: ProductMetric;
  readonly report: ProductReport;
  readonly span: Span;
  readonly formats: Formats;
}): ReactElement {
  const { row, metric, report, span, formats } = props;
  const { may } = useMe();
  const share = shareOf(row.numbers, metric.key);
  const text = writeFigure(row.numbers, metric, report.currency, formats);
  return (
    <>
      <span className="number-name" aria-hidden="true">
        {metric.name}
      </span>
      {may("listProductCustomers") && row.numbers[metric.key] !== 0 ? (
        <Link
          to="/products/$key/customers"
          params={{ key: row.product }}
          search={{ metric: metric.key, ...span }}
          className="number-link"
          aria-label={`${text} ${words.products.behindOf(metric.name, row.name ?? row.product)}`}
        >
          {text}
        </Link>
      ) : (
        text
      )}
      {share !== undefined && <span className="row-detail">{formats.percent(share)}</span>}
    </>
  );
}
