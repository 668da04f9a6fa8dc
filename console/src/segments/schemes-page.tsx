import type { SchemeReport } from "@attune/contract";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Chart } from "../charts/chart.tsx";
import { Answered } from "../parts/answered.tsx";
import { Empty } from "../parts/empty.tsx";
import { useFormats } from "../parts/formats-context.tsx";
import { Icon } from "../parts/icon.tsx";
import { Page } from "../parts/page.tsx";
import { words } from "../words/words.ts";
import { useSchemes } from "./report-queries.ts";
import { SegmentTabs } from "./segment-tabs.tsx";
import "./reports.css";
import "./segments.css";

const said = words.segments.schemes;

/** Which ways do we have of dividing everybody, what for, and whose are they? */
export function SchemesPage(): ReactElement {
  const schemes = useSchemes();
  const make = (
    <Link to="/segments/schemes/new" className="button-link">
      <Icon name="plus" size={16} />
      {said.make}
    </Link>
  );
  return (
    <Page
      title={words.segments.tabs.schemes}
      before={<SegmentTabs />}
      lead={<p>{said.lead}</p>}
      actions={schemes.data?.items.length !== 0 && make}
    >
      <Answered query={schemes}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={said.emptyTitle} action={make}>
              {said.empty}
            </Empty>
          ) : (
            <ul className="schemes">
              {items.map((scheme) => (
                <Scheme key={scheme.key} scheme={scheme} />
              ))}
            </ul>
          )
        }
      </Answered>
    </Page>
  );
}

function Scheme({ scheme }: { readonly scheme: SchemeReport }): ReactElement {
  const formats = useFormats();
  return (
    <li className="scheme">
      <div className="section-head">
        <h2>
          <bdi>{scheme.name}</bdi>
        </h2>
        <Link to="/segments/schemes/$key" params={{ key: scheme.key }} className="text-link">
          {words.segments.edit}
        </Link>
      </div>
      <p>{scheme.objective}</p>
      <p className="quiet">{said.owned(scheme.owner, scheme.waterfall)}</p>
      <Chart
        question={said.question}
        form={{
          kind: "bar",
          lying: true,
          of: said.part,
          unit: words.segments.sizeUnit(2),
          write: formats.number,
          bars: scheme.parts.map(({ name, size, segment }) => ({
            label: name,
            value: size,
            quiet: segment === null,
          })),
        }}
      />
      <ul className="scheme-parts" aria-label={said.parts}>
        {scheme.parts.map(({ segment, name }) =>
          segment === null ? null : (
            <li key={segment}>
              <Link to="/segments/$key" params={{ key: segment }} className="text-link">
                {name}
              </Link>
            </li>
          ),
        )}
      </ul>
    </li>
  );
}
