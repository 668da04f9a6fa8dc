import type {
  DateSpan,
  MetricCustomers,
  MetricKey,
  Overview,
  OverviewStep,
  SegmentCustomer,
} from "@attune/contract";
import type { Clock } from "../../kernel/clock.ts";
import { formatDay, localDaysOf } from "../../kernel/local-date.ts";
import { formatId, parseId } from "../../kernel/public-id.ts";
import { refusals } from "../refusals.ts";
import type { Buyers, MetricSource, OverviewQuestion } from "./metric-source.ts";
import { readOverview } from "./overview.ts";

export interface MetricReports {
  /** The date after today in the brand's time zone, YYYY-MM-DD. */
  tomorrow(): string;
  /** Refuses an unknown segment. */
  overview(
    brandId: number,
    question: DateSpan & { readonly step: OverviewStep; readonly segment: string | undefined },
  ): Promise<Overview>;
  /** Who is counted by the metric; for amounts, orders and shares those who bought. Refuses an unknown segment and a broken cursor. */
  customers(brandId: number, metric: MetricKey, question: BehindQuestion): Promise<MetricCustomers>;
}

export interface BehindQuestion extends DateSpan {
  readonly segment: string | undefined;
  readonly cursor: string | undefined;
  readonly limit: number;
}

interface Ports {
  readonly source: MetricSource;
  readonly brand: { readonly timeZone: string; readonly currency: string };
  /** Refuses an unknown segment. */
  readonly segmentId: (brandId: number, key: string) => number;
  readonly listed: (brandId: number, profileIds: readonly number[]) => Promise<readonly SegmentCustomer[]>;
  readonly clock: Clock;
}

export function createMetricReports({ source, brand, segmentId, listed, clock }: Ports): MetricReports {
  const days = localDaysOf(brand.timeZone);
  const asked = (
    brandId: number,
    { from, until }: DateSpan,
    step: OverviewStep,
    segment: string | undefined,
  ): OverviewQuestion => ({
    brandId,
    from,
    until,
    step,
    ...brand,
    segmentId: segment === undefined ? undefined : segmentId(brandId, segment),
  });
  return {
    tomorrow: () => formatDay(days.dayOf(clock.now()) + 1),
    overview: (brandId, { step, segment, ...span }) =>
      readOverview(source, asked(brandId, span, step, segment), segment ?? null),
    customers: async (brandId, metric, { segment, cursor, limit, ...span }) => {
      const question = asked(brandId, span, "month", segment);
      const page = { afterId: afterOf(cursor), limit: limit + 1 };
      const found =
        metric === "customers"
          ? await source.joinedCustomers(question, page)
          : await source.buyers(question, buyersOf(metric), page);
      const shown = found.slice(0, limit);
      const last = shown.at(-1);
      return {
        items: await listed(brandId, shown),
        next: found.length > limit && last !== undefined ? formatId("prf", last) : null,
      };
    },
  };
}

function buyersOf(metric: MetricKey): Buyers {
  if (metric === "newCustomers") return "fresh";
  return metric === "repeatRate" ? "repeated" : "all";
}

function afterOf(cursor: string | undefined): number {
  if (cursor === undefined) return -1;
  const after = parseId("prf", cursor);
  if (after === undefined) throw refusals.badCursor();
  return after;
}
