import type { Concentration } from "@attune/contract";
import type { ReactElement } from "react";
import { Answered } from "../parts/answered.tsx";
import { useFormats } from "../parts/formats-context.tsx";
import { words } from "../words/words.ts";
import { useConcentration } from "./department-queries.ts";
import { GroupsSection } from "./groups-section.tsx";
import { Figure, NetFigure, returnShare, SalesFigures } from "./sales-figures.tsx";

export function FinanceView(): ReactElement {
  const formats = useFormats();
  const { figure } = words.departments;
  return (
    <>
      <SalesFigures
        figures={(totals) => (
          <>
            <NetFigure totals={totals} />
            <Figure
              title={figure.orders}
              more={`${formats.number(totals.ordersWithoutCustomer)} ${figure.withoutCustomer}`}
            >
              {formats.number(totals.orders)}
            </Figure>
            <Figure title={figure.average}>
              {totals.orders === 0
                ? words.nothing
                : formats.money(Math.round(totals.netMinor / totals.orders), totals.currency)}
            </Figure>
            <Figure title={figure.returns} more={formats.percent(returnShare(totals))}>
              {formats.money(totals.returnsMinor, totals.currency)}
            </Figure>
            <Figure title={figure.discount}>{formats.money(totals.discountMinor, totals.currency)}</Figure>
          </>
        )}
      />
      <RestsOn />
      <GroupsSection
        title={words.departments.customers}
        keys={["best-customers", "big-spenders", "high-returners", "at-risk"]}
      />
    </>
  );
}

/** The first tenth of customers, or the nearest that the curve tells. */
function RestsOn(): ReactElement {
  const concentration = useConcentration();
  return (
    <Answered query={concentration} lines={1}>
      {(data) => <ConcentrationSentence concentration={data} />}
    </Answered>
  );
}

function ConcentrationSentence({
  concentration,
}: {
  readonly concentration: Concentration;
}): ReactElement | null {
  const formats = useFormats();
  const tenth = concentration.curve.find((point) => point.customerShare >= 0.1);
  if (tenth === undefined) return null;
  return (
    <p className="department-sentence">
      {words.departments.finance.concentration(
        formats.percent(tenth.customerShare),
        formats.percent(tenth.spendShare),
      )}
    </p>
  );
}
