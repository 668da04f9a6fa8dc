import type { ProductMetric, ProductReport } from "@attune/contract";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { behindColumns } from "../overview/behind-columns.tsx";
import { Answered } from "../parts/answered.tsx";
import { DataTable } from "../parts/data-table.tsx";
import { Empty } from "../parts/empty.tsx";
import { EndOfList } from "../parts/end-of-list.tsx";
import { useFormats, useNow } from "../parts/formats-context.tsx";
import { Icon } from "../parts/icon.tsx";
import { Page } from "../parts/page.tsx";
import { words } from "../words/words.ts";
import { type Span, useOneProductReport, useProductCustomers } from "./product-numbers-queries.ts";
import { spanOf } from "./product-span.ts";

/** Who is behind this number of this product? */
export function ProductCustomersPage(): ReactElement {
  const { key } = useParams({ from: "/products/$key/customers" });
  const { metric: asked, from, until } = useSearch({ from: "/products/$key/customers" });
  const today = useFormats().dayKey(useNow() || Date.now());
  const span = from === undefined || until === undefined ? spanOf(30, today) : { from, until };
  const report = useOneProductReport(key, span, true);
  return (
    <Answered query={report} lines={12}>
      {(data) => {
        const metric = data.metrics.find((one) => one.key === asked) ?? data.metrics[0];
        return metric === undefined ? (
          <Empty title={words.products.missing} />
        ) : (
          <Behind product={key} metric={metric} report={data} span={span} />
        );
      }}
    </Answered>
  );
}

function Behind(props: {
  readonly product: string;
  readonly metric: ProductMetric;
  readonly report: ProductReport;
  readonly span: Span;
}): ReactElement {
  const { product, metric, report, span } = props;
  const customers = useProductCustomers(product, metric.key, span);
  const formats = useFormats();
  const name = report.items[0]?.name ?? product;
  const title = words.products.behindTitle(metric.name, name);
  return (
    <Page
      title={title}
      lead={
        <>
          <p>{metric.definition}</p>
          <p className="quiet">
            {words.products.behindSpan(dayText(formats, span.from), dayText(formats, lastDay(span.until)))}
          </p>
        </>
      }
      before={
        <Link to="/products/$key" params={{ key: product }} className="back-link">
          <Icon name="back" size={16} />
          <bdi>{name}</bdi>
        </Link>
      }
    >
      <Answered query={customers} lines={12}>
        {(data) => {
          const rows = data.pages.flatMap((page) => page.items);
          if (rows.length === 0) return <Empty title={words.products.behindNobody} />;
          return (
            <>
              <DataTable
                name="behind"
                label={title}
                columns={behindColumns}
                rows={rows}
                rowKey={(row) => row.profile}
                busy={customers.isPlaceholderData}
              />
              <EndOfList
                hasMore={customers.hasNextPage}
                busy={customers.isFetchingNextPage}
                onMore={() => void customers.fetchNextPage()}
              />
            </>
          );
        }}
      </Answered>
    </Page>
  );
}

const dayMs = 86_400_000;

function lastDay(until: string): string {
  return new Date(Date.parse(until) - dayMs).toISOString().slice(0, 10);
}

/** A date is a whole day: at noon it is the same one everywhere in the brand's country. */
function dayText(formats: ReturnType<typeof useFormats>, date: string): string {
  return formats.date(`${date}T12:00:00Z`, Date.now());
}
