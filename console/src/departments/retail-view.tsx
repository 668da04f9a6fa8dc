import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useMe } from "../api/session.ts";
import { Answered } from "../parts/answered.tsx";
import { useFormats, useNow } from "../parts/formats-context.tsx";
import { Icon } from "../parts/icon.tsx";
import { Section } from "../parts/section.tsx";
import { words } from "../words/words.ts";
import { startOf, useSales, useStores } from "./department-queries.ts";
import { GroupsSection } from "./groups-section.tsx";
import { PeriodTabs, usePeriod } from "./period-tabs.tsx";

export function RetailView(): ReactElement {
  const { may } = useMe();
  return (
    <>
      <p className="department-act">
        <Button component={Link} to="/store" leftSection={<Icon name="scan" size={18} />}>
          {words.departments.retail.open}
        </Button>
      </p>
      {may("reportSales") && <StoresSection />}
      <GroupsSection
        title={words.departments.customers}
        keys={["store-shoppers", "near-store-never-in", "regulars"]}
      />
    </>
  );
}

function StoresSection(): ReactElement {
  const stores = useStores();
  return (
    <Section title={words.departments.retail.stores} name="stores" aside={<PeriodTabs />}>
      <Answered query={stores} lines={4}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="quiet">{words.departments.retail.noStores}</p>
          ) : (
            <ul className="rows">
              {items.slice(0, 50).map((store) => (
                <li key={store.key}>
                  <StoreRow storeKey={store.key} name={store.name} />
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </Section>
  );
}

function StoreRow(props: { readonly storeKey: string; readonly name: string }): ReactElement {
  const period = usePeriod();
  const { data: totals, isPending } = useSales(startOf(period, useNow()), props.storeKey);
  const formats = useFormats();
  return (
    <div className="group-row">
      <bdi>{props.name}</bdi>
      <span className="quiet">
        {totals === undefined || totals === null
          ? ""
          : `${formats.number(totals.orders)} ${words.customers.orderUnit(totals.orders)}`}
      </span>
      <span className="group-size tabular">
        {totals === undefined || totals === null
          ? isPending
            ? ""
            : words.nothing
          : formats.money(totals.netMinor, totals.currency)}
      </span>
    </div>
  );
}
