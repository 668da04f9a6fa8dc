import type { Metric } from "@attune/contract";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Answered } from "../parts/answered.tsx";
import { DataTable } from "../parts/data-table.tsx";
import { Empty } from "../parts/empty.tsx";
import { EndOfList } from "../parts/end-of-list.tsx";
import { Icon } from "../parts/icon.tsx";
import { Page } from "../parts/page.tsx";
import { words } from "../words/words.ts";
import { behindColumns } from "./behind-columns.tsx";
import { useAsked } from "./overview-page.tsx";
import { useMetricCustomers, useMetrics } from "./overview-queries.ts";
import "./overview.css";

/** Who is behind this number? */
export function MetricCustomersPage(): ReactElement {
  const { metric: key } = useParams({ from: "/overview/$metric/customers" });
  const metrics = useMetrics();
  return (
    <Answered query={metrics}>
      {({ items }) => {
        const metric = items.find((one) => one.key === key);
        return metric === undefined ? (
          <Empty title={words.overview.unknownMetric} />
        ) : (
          <Behind metric={metric} />
        );
      }}
    </Answered>
  );
}

function Behind({ metric }: { readonly metric: Metric }): ReactElement {
  const { question } = useAsked();
  const customers = useMetricCustomers(metric.key, question);
  return (
    <Page
      title={words.overview.behindTitle(metric.name)}
      lead={<p>{words.overview.behindLeads[metric.key]}</p>}
      before={
        <Link to="/overview" search={(search) => ({ ...search, metric: metric.key })} className="back-link">
          <Icon name="back" size={16} />
          {words.overview.title}
        </Link>
      }
    >
      <Answered query={customers} lines={12}>
        {(data) => {
          const rows = data.pages.flatMap((page) => page.items);
          if (rows.length === 0) return <Empty title={words.overview.nobody} />;
          return (
            <>
              <DataTable
                name="behind"
                label={words.overview.behindTitle(metric.name)}
                columns={behindColumns}
                rows={rows}
                rowKey={(row) => row.profile}
                busy={customers.isPlaceholderData}
              />
              <EndOfList
                hasMore={customers.hasNextPage}
                busy={customers.isFetchingNextPage}
                onMore={() => void customers.fetchNextPage()}
                end={words.overview.endOfBehind}
              />
            </>
          );
        }}
      </Answered>
    </Page>
  );
}
