import type { ComparisonReport, Difference } from "@attune/contract";
import { NativeSelect } from "@mantine/core";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Chart } from "../charts/chart.tsx";
import type { DotsForm } from "../charts/forms.ts";
import type { Formats } from "../format/formats.ts";
import { plainName } from "../format/plain-name.ts";
import { Answered } from "../parts/answered.tsx";
import { useFormats } from "../parts/formats-context.tsx";
import { Page } from "../parts/page.tsx";
import { Scrolled } from "../parts/scrolled.tsx";
import { Section } from "../parts/section.tsx";
import { words } from "../words/words.ts";
import { BackToSegment } from "./back-to-segment.tsx";
import { useComparison } from "./report-queries.ts";
import "./reports.css";
import { NoSegment } from "./segment-page.tsx";
import { useSegment, useSegments } from "./segment-queries.ts";
import "./segments.css";

const said = words.segments.comparison;
const mostDrawn = 16;
/** What nothing bounds is drawn to the edge of the picture. */
const edge = { low: 0.05, high: 20 };

/** What makes these customers different from others? */
export function ComparePage(): ReactElement {
  const { key } = useParams({ from: "/segments/$key/compare" });
  const { against } = useSearch({ from: "/segments/$key/compare" });
  const segment = useSegment(key);
  const others = useSegments();
  const comparison = useComparison(key, against);
  const navigate = useNavigate();
  return (
    <Answered query={segment} missing={<NoSegment />}>
      {({ name }) => (
        <Page title={said.title(name)} before={<BackToSegment segmentKey={key} name={name} />}>
          <div className="filters">
            <NativeSelect
              label={said.against}
              value={against ?? ""}
              data={[
                { value: "", label: said.everybodyElse },
                ...(others.data?.items ?? [])
                  .filter((other) => other.key !== key)
                  .map((other) => ({ value: other.key, label: other.name })),
              ]}
              onChange={({ currentTarget: { value } }) =>
                void navigate({
                  to: "/segments/$key/compare",
                  params: { key },
                  search: value === "" ? {} : { against: value },
                  replace: true,
                })
              }
            />
          </div>
          <Answered query={comparison}>
            {(report) => <Shown report={report} isOld={comparison.isPlaceholderData} />}
          </Answered>
        </Page>
      )}
    </Answered>
  );
}

function Shown(props: { readonly report: ComparisonReport; readonly isOld: boolean }): ReactElement {
  const { report } = props;
  const formats = useFormats();
  const drawn = report.differences
    .filter(({ index, isClear }) => index !== null && index > 0 && isClear)
    .slice(0, mostDrawn);
  return (
    <>
      <Chart
        question={said.question}
        form={dotsOf(drawn)}
        note={said.note(formats.percent(report.confidence), report.exact)}
        busy={props.isOld}
        empty={said.alike}
      />
      <Section title={said.all}>
        <Differences report={report} formats={formats} />
      </Section>
    </>
  );
}

function dotsOf(differences: readonly Difference[]): DotsForm {
  return {
    kind: "dots",
    of: said.what,
    unit: said.unit,
    write: (times) => said.times(times >= 10 ? times.toFixed(0) : times.toFixed(2)),
    reference: 1,
    ratio: true,
    dots: differences
      .toSorted((a, b) => (b.index ?? 0) - (a.index ?? 0))
      .map((one) => ({
        label: whatOf(one),
        value: (one.index ?? 0) / 100,
        low: Math.max((one.indexFrom ?? 0) / 100, edge.low),
        high: one.indexUntil === null ? edge.high : one.indexUntil / 100,
      })),
  };
}

function whatOf({ about, name, value }: Difference): string {
  const thing = name === about ? (said.about[about] ?? plainName(about)) : dimensionName(name);
  return `${thing}: ${plainCode(value)}`;
}

/** As the page of a customer calls it. */
function dimensionName(name: string): string {
  const known: Readonly<Record<string, string>> = words.people.dimensions;
  return known[name] ?? plainName(name);
}

function plainCode(value: string): string {
  return /^[A-Z_]{4,}$|^[a-z]+[A-Z]/.test(value) ? plainName(value) : value;
}

function Differences(props: { readonly report: ComparisonReport; readonly formats: Formats }): ReactElement {
  const { report, formats } = props;
  const sideOf = ({ customers, share }: Difference["first"]): string =>
    `${formats.percent(share)} (${formats.number(customers)})`;
  return (
    <Scrolled label={said.all}>
      <table className="plain-table" aria-label={said.all}>
        <thead>
          <tr>
            <th scope="col">{said.what}</th>
            {[report.first.name, report.second.name, said.difference, said.sure].map((head) => (
              <th key={head} scope="col" className="cell-numeric">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {report.differences.map((one) => (
            <tr key={`${one.about} ${one.name} ${one.value}`}>
              <th scope="row">{whatOf(one)}</th>
              <td className="cell-numeric">{sideOf(one.first)}</td>
              <td className="cell-numeric">{sideOf(one.second)}</td>
              <td className="cell-numeric">
                {said.points(points(one.difference), points(one.from), points(one.until))}
              </td>
              <td className="cell-numeric">{one.isClear ? said.clear : said.unclear}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  );
}

function points(share: number): string {
  return `${share > 0 ? "+" : ""}${(share * 100).toFixed(1)}`;
}
