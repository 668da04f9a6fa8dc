import type { DateSpan, MetricKey, MetricOverTime, Overview, OverviewStep } from "@attune/contract";
import { metricKeys } from "@attune/contract";
import type { CountedStep, MetricSource, OverviewQuestion } from "./metric-source.ts";

const dayMs = 86_400_000;

/** The numbers of a period, by step, beside those of as many days before. */
export async function readOverview(
  source: MetricSource,
  question: OverviewQuestion,
  segment: string | null,
): Promise<Overview> {
  const before = { ...question, ...spanBefore(question) };
  const [counted, countedBefore, otherCurrencies] = await Promise.all([
    countPeriod(source, question),
    countPeriod(source, before),
    source.otherCurrencies(question),
  ]);
  return {
    from: question.from,
    until: question.until,
    before: { from: before.from, until: before.until },
    step: question.step,
    segment,
    currency: question.currency,
    otherCurrencies,
    metrics: metricKeys.map(
      (metric): MetricOverTime => ({
        metric,
        value: numberOf(metric, counted.whole),
        before: numberOf(metric, countedBefore.whole),
        steps: counted.steps.map(({ from, step }) => ({ from, value: numberOf(metric, step) })),
      }),
    ),
  };
}

type Counts = Omit<CountedStep, "from"> & { readonly customers: number };

async function countPeriod(
  source: MetricSource,
  question: OverviewQuestion,
): Promise<{
  readonly whole: Counts;
  readonly steps: readonly { readonly from: string; readonly step: Counts }[];
}> {
  const [buying, joined] = await Promise.all([source.buying(question), source.joined(question)]);
  const counts = new Map(buying.map((row) => [row.from, row]));
  const arrivals = new Map(joined.map((row) => [row.from, row.joined]));
  let customers = arrivals.get(null) ?? 0;
  const steps = stepsOf(question, question.step).map((from) => {
    customers += arrivals.get(from) ?? 0;
    return { from, step: { ...(counts.get(from) ?? nothing), customers } };
  });
  return { whole: { ...(counts.get(null) ?? nothing), customers }, steps };
}

const nothing = { active: 0, fresh: 0, repeated: 0, orders: 0, sold: 0, returned: 0 };

function numberOf(metric: MetricKey, counts: Counts): number | null {
  switch (metric) {
    case "customers":
      return counts.customers;
    case "activeCustomers":
      return counts.active;
    case "newCustomers":
      return counts.fresh;
    case "repeatRate":
      return counts.active === 0 ? null : counts.repeated / counts.active;
    case "netSales":
      return counts.sold - counts.returned;
    case "orders":
      return counts.orders;
    case "averageOrder":
      return counts.orders === 0 ? null : Math.round(counts.sold / counts.orders);
  }
}

/** As many days that end where the span begins. */
function spanBefore({ from, until }: DateSpan): DateSpan {
  const length = Date.parse(until) - Date.parse(from);
  return { from: dateOf(Date.parse(from) - length), until: from };
}

/** The first dates of the days, weeks (from Monday) or months in which dates of the span lie. */
function stepsOf({ from, until }: DateSpan, step: OverviewStep): readonly string[] {
  const starts: string[] = [];
  for (let at = startOf(from, step); at < until; at = nextOf(at, step)) starts.push(at);
  return starts;
}

function startOf(date: string, step: OverviewStep): string {
  if (step === "day") return date;
  if (step === "month") return `${date.slice(0, 8)}01`;
  const ms = Date.parse(date);
  return dateOf(ms - ((new Date(ms).getUTCDay() + 6) % 7) * dayMs);
}

function nextOf(date: string, step: OverviewStep): string {
  if (step !== "month") return dateOf(Date.parse(date) + (step === "day" ? 1 : 7) * dayMs);
  const start = new Date(date);
  return dateOf(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 1));
}

function dateOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
