import type { DateSpan, MetricKey, MetricOverTime, Overview, OverviewStep } from "@attune/contract";
import { metricKeys } from "@attune/contract";
import { type Day, firstDayOfMonth, formatDay, monthOf } from "../../kernel/local-date.ts";
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
  return { from: formatDay(2 * dayIn(from) - dayIn(until)), until: from };
}

/** The first dates of the days, weeks (from Monday) or months in which dates of the span lie. */
function stepsOf({ from, until }: DateSpan, step: OverviewStep): readonly string[] {
  const starts: string[] = [];
  const end = dayIn(until);
  for (let day = startOf(dayIn(from), step); day < end; day = nextOf(day, step)) starts.push(formatDay(day));
  return starts;
}

function startOf(day: Day, step: OverviewStep): Day {
  if (step === "month") return firstDayOfMonth(monthOf(day));
  return step === "day" ? day : day - ((new Date(day * dayMs).getUTCDay() + 6) % 7);
}

function nextOf(day: Day, step: OverviewStep): Day {
  if (step === "month") return firstDayOfMonth(monthOf(day) + 1);
  return day + (step === "day" ? 1 : 7);
}

function dayIn(date: string): Day {
  return Date.parse(date) / dayMs;
}
