import { type StoreView, weekdays } from "@attune/contract";
import { useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Answered } from "../parts/answered.tsx";
import { BackLink } from "../parts/back-link.tsx";
import { Empty } from "../parts/empty.tsx";
import { useFormats, useNow } from "../parts/formats-context.tsx";
import { Page } from "../parts/page.tsx";
import { Section } from "../parts/section.tsx";
import { SimulatedMark } from "../parts/simulated-mark.tsx";
import { usePreview } from "../segments/segment-queries.ts";
import { words } from "../words/words.ts";
import { StoreMap } from "./store-map.tsx";
import { useStore } from "./store-queries.ts";
import "./stores.css";

/** One store: where, when it is open, how large, and whose it is. */
export function StorePage(): ReactElement {
  const { key } = useParams({ from: "/stores/$key" });
  const store = useStore(key);
  return (
    <Answered query={store} missing={<NoStore />}>
      {(data) => <OneStore store={data} />}
    </Answered>
  );
}

function OneStore({ store }: { readonly store: StoreView }): ReactElement {
  return (
    <Page
      title={store.name}
      before={<BackLink to="/stores" label={words.stores.title} />}
      lead={
        <p>
          <bdi>{addressOf(store)}</bdi> {store.simulated && <SimulatedMark />}
        </p>
      }
    >
      <div className="stores">
        <div>
          <Customers store={store.key} />
          <Hours store={store} />
          <Areas store={store} />
        </div>
        <div>
          <StoreMap stores={[store]} />
          <p className="quiet">
            {store.catchment === null ? words.stores.noCatchment : words.stores.catchment}
          </p>
        </div>
      </div>
    </Page>
  );
}

/** As one would write it on a letter, in one line. */
function addressOf({ address }: StoreView): string {
  const { street, postcode, city, region, country, ...rest } = address;
  const place = [postcode, city].filter((part) => part !== undefined).join(" ");
  return [street, place, region, country, ...Object.values(rest)]
    .filter((part) => part !== undefined && part !== "")
    .join(", ");
}

/** Whose regular store it is, and who lives in its catchment. */
function Customers({ store }: { readonly store: string }): ReactElement {
  const regulars = usePreview({ regularStore: store });
  const formats = useFormats();
  return (
    <Section title={words.stores.customers}>
      {regulars.isError ? (
        <p className="quiet">{words.stores.noRegulars}</p>
      ) : (
        <p className="size-number">
          {regulars.data === undefined ? "…" : formats.number(regulars.data.size)}
          <span className="size-unit">
            {words.stores.regulars(regulars.data === undefined ? "" : formats.percent(regulars.data.share))}
          </span>
        </p>
      )}
    </Section>
  );
}

function Hours({ store }: { readonly store: StoreView }): ReactElement {
  return (
    <Section title={words.stores.hours}>
      {store.hours === null ? (
        <p className="quiet">{words.stores.noHours}</p>
      ) : (
        <dl className="pairs">
          {weekdays.map((day) => {
            const open = store.hours?.[day] ?? [];
            return (
              <div key={day} className="pair">
                <dt>{words.stores.days[day]}</dt>
                <dd className="pair-end tabular">
                  {open.length === 0
                    ? words.stores.closed
                    : open.map(({ from, until }) => `${from}–${until}`).join(", ")}
                </dd>
              </div>
            );
          })}
        </dl>
      )}
    </Section>
  );
}

function Areas({ store }: { readonly store: StoreView }): ReactElement {
  const formats = useFormats();
  const now = useNow();
  return (
    <Section title={words.stores.areas}>
      {store.areas.length === 0 ? (
        <p className="quiet">{words.stores.noAreas}</p>
      ) : (
        <dl className="pairs">
          {store.areas.map(({ from, squareMetres }) => (
            <div key={from} className="pair">
              <dt>{words.stores.since(formats.date(`${from}T12:00:00Z`, now))}</dt>
              <dd className="pair-end tabular">{words.stores.squareMetres(formats.number(squareMetres))}</dd>
            </div>
          ))}
        </dl>
      )}
    </Section>
  );
}

function NoStore(): ReactElement {
  return (
    <Page title={words.stores.missingTitle} before={<BackLink to="/stores" label={words.stores.title} />}>
      <Empty title={words.stores.missing} />
    </Page>
  );
}
