import type { ReactElement } from "react";
import { Answered } from "../parts/answered.tsx";
import { useFormats } from "../parts/formats-context.tsx";
import { Section } from "../parts/section.tsx";
import { words } from "../words/words.ts";
import { usePreviewed, useTouchpoints } from "./department-queries.ts";
import { GroupsSection } from "./groups-section.tsx";
import { Figure, NetFigure, returnShare, SalesFigures } from "./sales-figures.tsx";

export function ProductView(): ReactElement {
  const formats = useFormats();
  const { product, figure } = words.departments;
  return (
    <>
      <GroupsSection title={product.wanted} keys={["carted-not-bought", "browsed-not-bought"]} />
      <LovedSection />
      <GroupsSection title={product.back} keys={["high-returners"]} />
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
    </>
  );
}

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
