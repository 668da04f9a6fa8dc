import type { OverlapReport, SegmentSummary } from "@attune/contract";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Chart } from "../charts/chart.tsx";
import type { UpSetForm } from "../charts/forms.ts";
import type { Formats } from "../format/formats.ts";
import { Answered } from "../parts/answered.tsx";
import { Empty } from "../parts/empty.tsx";
import { useFormats } from "../parts/formats-context.tsx";
import { Page } from "../parts/page.tsx";
import { Scrolled } from "../parts/scrolled.tsx";
import { Section } from "../parts/section.tsx";
import { words } from "../words/words.ts";
import { useOverlap } from "./report-queries.ts";
import { useSegments } from "./segment-queries.ts";
import { SegmentTabs } from "./segment-tabs.tsx";
import "./reports.css";
import "./segments.css";

const said = words.segments.overlap;
const mostSets = 8;
/** More groups than these are hardly told apart; the table has them all. */
const mostDrawn = 24;

/** Who is in several segments at once? Which ones are asked stands in the address. */
export function OverlapPage(): ReactElement {
  const { of = "" } = useSearch({ from: "/segments/overlap" });
  const segments = useSegments();
  const navigate = useNavigate();
  const live = segments.data?.items.filter(({ state }) => state === "live") ?? [];
  const asked = of === "" ? largest(live) : of.split(",").slice(0, mostSets);
  const overlap = useOverlap(asked);
  const toggle = (key: string): void => {
    const next = asked.includes(key) ? asked.filter((one) => one !== key) : [...asked, key];
    void navigate({ to: "/segments/overlap", search: { of: next.join(",") }, replace: true });
  };
  return (
    <Page title={words.segments.tabs.overlap} before={<SegmentTabs />} lead={<p>{said.lead}</p>}>
      <fieldset className="pickers">
        <legend>{said.pick}</legend>
        {live.map(({ key, name }) => (
          <label key={key} className="picker">
            <input
              type="checkbox"
              checked={asked.includes(key)}
              disabled={!asked.includes(key) && asked.length >= mostSets}
              onChange={() => toggle(key)}
            />
            <span>{name}</span>
          </label>
        ))}
      </fieldset>
      {asked.length < 2 ? (
        <Empty title={said.fewTitle}>{said.few}</Empty>
      ) : (
        <Answered query={overlap}>
          {(report) => <Shown report={report} isOld={overlap.isPlaceholderData} />}
        </Answered>
      )}
    </Page>
  );
}

function largest(segments: readonly SegmentSummary[]): readonly string[] {
  return segments
    .toSorted((a, b) => b.size - a.size)
    .slice(0, 4)
    .map(({ key }) => key);
}

function Shown(props: { readonly report: OverlapReport; readonly isOld: boolean }): ReactElement {
  const { report } = props;
  const formats = useFormats();
  return (
    <>
      <Chart
        question={said.question}
        form={upSetOf(report, formats)}
        note={report.regions.length > mostDrawn ? said.cut(formats.number(report.regions.length)) : said.note}
        busy={props.isOld}
        empty={said.nobody}
      />
      <Section title={said.pairs}>
        <Pairs report={report} />
      </Section>
    </>
  );
}

function upSetOf(report: OverlapReport, formats: Formats): UpSetForm {
  return {
    kind: "upset",
    unit: words.segments.sizeUnit(2),
    write: formats.number,
    sets: report.sets.map(({ name, size }) => ({ name, size })),
    groups: report.regions.filter(({ sets }) => sets.length > 0).slice(0, mostDrawn),
  };
}

function Pairs({ report }: { readonly report: OverlapReport }): ReactElement {
  const formats = useFormats();
  const nameOf = (at: number): string => report.sets[at]?.name ?? "";
  return (
    <Scrolled label={said.pairs}>
      <table className="plain-table" aria-label={said.pairs}>
        <thead>
          <tr>
            <th scope="col">{said.pair}</th>
            <th scope="col" className="cell-numeric">
              {said.both}
            </th>
            <th scope="col" className="cell-numeric">
              {said.jaccard}
            </th>
            <th scope="col" className="cell-numeric">
              {said.lift}
            </th>
          </tr>
        </thead>
        <tbody>
          {report.pairs.map(({ first, second, size, jaccard, lift }) => (
            <tr key={`${first}-${second}`}>
              <th scope="row">
                {nameOf(first)} · {nameOf(second)}
              </th>
              <td className="cell-numeric">
                <Link
                  className="number-link"
                  to="/segments/new"
                  search={{ from: bothOf(report.sets[first]?.segment, report.sets[second]?.segment) }}
                >
                  {formats.number(size)}
                </Link>
              </td>
              <td className="cell-numeric">{jaccard === null ? words.nothing : formats.percent(jaccard)}</td>
              <td className="cell-numeric">{lift === null ? words.nothing : said.times(lift.toFixed(2))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  );
}

/** The text of the condition that holds for who is in both. */
function bothOf(...keys: readonly (string | null | undefined)[]): string {
  return keys
    .filter((key) => typeof key === "string")
    .map((key) => `in segment ${JSON.stringify(key)}`)
    .join(" and ");
}
