import type { Metric, MetricKey, MetricOverTime, Overview } from "@attune/contract";
import { NativeSelect } from "@mantine/core";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Chart } from "../charts/chart.tsx";
import { PeriodControl } from "../charts/period-control.tsx";
import { Answered } from "../parts/answered.tsx";
import { Empty } from "../parts/empty.tsx";
import { useFormats, useNow } from "../parts/formats-context.tsx";
import { Page } from "../parts/page.tsx";
import { Section } from "../parts/section.tsx";
import { useSegments } from "../segments/segment-queries.ts";
import { words } from "../words/words.ts";
import { askedPeriod, isOverviewPeriod, type OverviewPeriod, overviewPeriods } from "./asked-period.ts";
import { ConcentrationSection } from "./concentration-section.tsx";
import { useMetrics, useOverview } from "./overview-queries.ts";
import { StagesSection } from "./stages-section.tsx";
import { changeOf, writeChange, writeMetric } from "./told-metric.ts";
import "./overview.css";

/** How is the brand doing? The numbers of a period, one of them as a picture, and how customers move and spend. */
export function OverviewPage(): ReactElement {
  const asked = useAsked();
  const overview = useOverview(asked.question);
  const metrics = useMetrics();
  return (
    <Page
      title={words.overview.title}
      actions={<PeriodTools period={asked.period} segment={asked.segment} />}
    >
      <Answered query={metrics} lines={8}>
        {({ items }) => (
          <Answered query={overview} lines={8}>
            {(report) => (
              <>
                <Numbers
                  report={report}
                  metrics={items}
                  shown={asked.metric}
                  busy={overview.isPlaceholderData}
                />
                {!isEmpty(report) && (
                  <>
                    <StagesSection />
                    <ConcentrationSection />
                  </>
                )}
              </>
            )}
          </Answered>
        )}
      </Answered>
    </Page>
  );
}

/** What the address asks for. */
export function useAsked(): {
  readonly period: OverviewPeriod;
  readonly segment: string | undefined;
  readonly metric: MetricKey;
  readonly question: ReturnType<typeof askedPeriod>;
} {
  const search = useSearch({ strict: false });
  const formats = useFormats();
  const period = isOverviewPeriod(search.period) ? search.period : "90d";
  const today = formats.dayKey(useNow() || Date.now());
  return {
    period,
    segment: search.segment,
    metric: metricIn(search.metric),
    question: askedPeriod(period, today, search.segment),
  };
}

function metricIn(text: string | undefined): MetricKey {
  const known = Object.keys(words.overview.questions) as readonly MetricKey[]; // the catalogue has a question for each
  return known.find((key) => key === text) ?? "netSales";
}

function PeriodTools(props: {
  readonly period: OverviewPeriod;
  readonly segment: string | undefined;
}): ReactElement {
  const navigate = useNavigate({ from: "/overview" });
  const segments = useSegments();
  const choices = [
    { value: "", label: words.overview.everybody },
    ...(segments.data?.items ?? []).map(({ key, name }) => ({ value: key, label: name })),
  ];
  return (
    <div className="overview-tools">
      <NativeSelect
        aria-label={words.overview.segment}
        data={choices}
        value={props.segment ?? ""}
        onChange={({ currentTarget: { value } }) =>
          void navigate({
            search: ({ segment: _, ...rest }) => (value === "" ? rest : { ...rest, segment: value }),
            replace: true,
          })
        }
      />
      <PeriodControl
        period={props.period}
        offered={overviewPeriods}
        onChange={(period) => void navigate({ search: (search) => ({ ...search, period }), replace: true })}
      />
    </div>
  );
}

function Numbers(props: {
  readonly report: Overview;
  readonly metrics: readonly Metric[];
  readonly shown: MetricKey;
  readonly busy: boolean;
}): ReactElement {
  const { report, metrics, shown } = props;
  if (isEmpty(report))
    return (
      <Empty
        title={words.overview.emptyTitle}
        action={
          <Link to="/customers" className="button-link">
            {words.overview.emptyAction}
          </Link>
        }
      >
        {words.overview.empty}
      </Empty>
    );
  const told = report.metrics.find(({ metric }) => metric === shown);
  const metric = metrics.find(({ key }) => key === shown);
  return (
    <>
      <ul className="metrics" aria-label={words.overview.numbers} data-busy={props.busy}>
        {report.metrics.map((one) => (
          <MetricTile
            key={one.metric}
            told={one}
            metric={metrics.find(({ key }) => key === one.metric)}
            currency={report.currency}
            isShown={one.metric === shown}
          />
        ))}
      </ul>
      <OtherCurrencies report={report} />
      {told !== undefined && metric !== undefined && (
        <OverTime told={told} metric={metric} report={report} busy={props.busy} />
      )}
    </>
  );
}

/** Nobody there, nothing sold, and nothing before either. */
function isEmpty({ metrics }: Overview): boolean {
  return metrics.every(({ value, before }) => !value && !before);
}

function MetricTile(props: {
  readonly told: MetricOverTime;
  readonly metric: Metric | undefined;
  readonly currency: string;
  readonly isShown: boolean;
}): ReactElement | null {
  const formats = useFormats();
  const { told, metric, currency, isShown } = props;
  if (metric === undefined) return null;
  const change = changeOf(told, metric.unit);
  const value =
    told.value === null ? words.overview.nothing : writeMetric(told.value, metric.unit, currency, formats);
  return (
    <li>
      <Link
        to="/overview"
        search={(search) => ({ ...search, metric: told.metric })}
        replace
        resetScroll={false}
        className="metric"
        aria-current={isShown}
      >
        <span className="metric-name">{metric.name}</span>
        <span className="metric-value">{value}</span>
        <span className="metric-change">{writeChange(change, metric.unit, formats)}</span>
      </Link>
    </li>
  );
}

function OverTime(props: {
  readonly told: MetricOverTime;
  readonly metric: Metric;
  readonly report: Overview;
  readonly busy: boolean;
}): ReactElement {
  const formats = useFormats();
  const { told, metric, report } = props;
  const write = (value: number): string => writeMetric(value, metric.unit, report.currency, formats);
  return (
    <Section title={words.overview.overTime(metric.name)}>
      <div className="over-time">
        <Chart
          question={words.overview.questions[metric.key]}
          busy={props.busy}
          note={words.overview.steps[report.step]}
          form={{
            kind: "line",
            byDay: true,
            unit: metric.unit === "money" ? report.currency : words.overview.units[metric.unit],
            write,
            series: [
              {
                name: metric.name,
                points: told.steps.map(({ from, value }) => ({ at: `${from}T12:00:00Z`, value })),
              },
            ],
          }}
        />
        <Definition metric={metric} />
      </div>
    </Section>
  );
}

/** What the number means, who answers for it, and who is behind it. */
function Definition({ metric }: { readonly metric: Metric }): ReactElement {
  return (
    <div className="metric-definition">
      <p>
        <strong>{metric.name}.</strong> {metric.definition}
      </p>
      <p className="quiet">{words.overview.owner(words.overview.owners[metric.owner])}</p>
      <Link to="/overview/$metric/customers" params={{ metric: metric.key }} search className="text-link">
        {words.overview.behind}
      </Link>
    </div>
  );
}

function OtherCurrencies({ report }: { readonly report: Overview }): ReactElement | null {
  const formats = useFormats();
  if (report.otherCurrencies.length === 0) return null;
  const parts = report.otherCurrencies.map(({ currency, orders }) =>
    words.overview.inCurrency(formats.number(orders), currency),
  );
  return <p className="quiet">{words.overview.otherCurrencies(formats.list(parts))}</p>;
}
