import type { ProductMetricKey } from "@attune/contract";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useMe } from "../api/session.ts";
import { Answered } from "../parts/answered.tsx";
import { useFormats, useNow } from "../parts/formats-context.tsx";
import { Section } from "../parts/section.tsx";
import { ProductNumbersSection } from "../products/product-numbers-section.tsx";
import { spanOf } from "../products/product-span.ts";
import { words } from "../words/words.ts";
import { daysOf, usePreviewed, useTouchpoints } from "./department-queries.ts";
import { GroupsSection } from "./groups-section.tsx";
import { usePeriod } from "./period-tabs.tsx";
import { Figure, NetFigure, returnShare, SalesFigures } from "./sales-figures.tsx";

export function ProductView(): ReactElement {
  const formats = useFormats();
  const { may } = useMe();
  const { product, figure } = words.departments;
  return (
    <>
      <SalesFigures
        figures={(totals) => (
          <>
            <NetFigure totals={totals} />
            <Figure title={figure.returns} more={formats.percent(returnShare(totals))}>
              {formats.money(totals.returnsMinor, totals.currency)}
            </Figure>
          </>
        )}
      />
      {may("reportProducts") && <ByProduct />}
      <GroupsSection title={product.wanted} keys={["carted-not-bought", "browsed-not-bought"]} />
      <LovedSection />
      <GroupsSection title={product.back} keys={["high-returners"]} />
    </>
  );
}

/** In the period of the page; what is sorted by stands in the address. */
function ByProduct(): ReactElement {
  const { sort } = useSearch({ from: "/departments/$department" });
  const navigate = useNavigate({ from: "/departments/$department" });
  const today = useFormats().dayKey(useNow() || Date.now());
  const asked = productSorts.find((key) => key === sort) ?? "left";
  return (
    <ProductNumbersSection
      span={spanOf(daysOf[usePeriod()], today)}
      sort={asked}
      onSort={(next) =>
        void navigate({ search: (search) => ({ ...search, sort: next }), replace: true, resetScroll: false })
      }
    />
  );
}

const productSorts: readonly ProductMetricKey[] = [
  "viewed",
  "carted",
  "left",
  "bought",
  "returned",
  "netSales",
];

/** What placements with products show somebody of whom nothing is known: what is popular. */
function LovedSection(): ReactElement {
  const touchpoints = useTouchpoints();
  const keys = (touchpoints.data?.items ?? [])
    .filter(({ channel }) => channel === "web")
    .flatMap(({ placements }) => placements.filter(({ live }) => live > 0).map(({ key }) => key));
  const previewed = usePreviewed(keys);
  const formats = useFormats();
  if (touchpoints.data !== undefined && keys.length === 0)
    return (
      <Section title={words.departments.product.loved} name="loved">
        <p className="quiet">{words.departments.product.noLoved}</p>
      </Section>
    );
  return (
    <Section title={words.departments.product.loved} name="loved">
      <Answered query={previewed} lines={4}>
        {({ placements }) => {
          const items = Object.values(placements).flatMap((one) => one.items ?? []);
          const once = [...new Map(items.map((item) => [item.product, item])).values()];
          if (once.length === 0) return <p className="quiet">{words.departments.product.noLoved}</p>;
          return (
            <ol className="rows">
              {once.slice(0, 10).map((item) => (
                <li key={item.product} className="group-row">
                  <bdi>{item.name}</bdi>
                  <span className="group-size tabular">
                    {item.priceMinor === undefined || item.currency === undefined
                      ? ""
                      : formats.money(item.priceMinor, item.currency)}
                  </span>
                </li>
              ))}
            </ol>
          );
        }}
      </Answered>
    </Section>
  );
}
