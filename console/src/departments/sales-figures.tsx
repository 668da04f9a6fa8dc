import type { SalesTotals } from "@attune/contract";
import type { ReactElement, ReactNode } from "react";
import "../customers/customer.css";
import { Answered } from "../parts/answered.tsx";
import { useFormats, useNow } from "../parts/formats-context.tsx";
import { words } from "../words/words.ts";
import { startOf, useSales } from "./department-queries.ts";
import { PeriodTabs, usePeriod } from "./period-tabs.tsx";

/** The ledger's sales of the period: the one place from which departments take net sales. */
export function SalesFigures(props: { readonly figures: (totals: SalesTotals) => ReactNode }): ReactElement {
  const period = usePeriod();
  const sales = useSales(startOf(period, useNow()));
  return (
    <div className="sales-figures">
      <PeriodTabs />
      <Answered query={sales} lines={2}>
        {(totals) =>
          totals === null ? (
            <p className="quiet">{words.departments.finance.noSales}</p>
          ) : (
            <dl className="figures">{props.figures(totals)}</dl>
          )
        }
      </Answered>
    </div>
  );
}

export function Figure(props: {
  readonly title: string;
  readonly more?: string;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <div className="figure">
      <dt>{props.title}</dt>
      <dd className="tabular">
        {props.children}
        {props.more !== undefined && <span className="figure-more">{props.more}</span>}
      </dd>
    </div>
  );
}

export function NetFigure({ totals }: { readonly totals: SalesTotals }): ReactElement {
  const formats = useFormats();
  return (
    <Figure title={words.departments.figure.net}>{formats.money(totals.netMinor, totals.currency)}</Figure>
  );
}

/** What came back, of what was sold before it came back. */
export function returnShare({ returnsMinor, allLinesMinor }: SalesTotals): number {
  const sold = allLinesMinor + returnsMinor;
  return sold <= 0 ? 0 : returnsMinor / sold;
}
