import type { StageReport, StuckCustomers } from "@attune/contract";
import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Chart } from "../charts/chart.tsx";
import { Answered } from "../parts/answered.tsx";
import { Empty } from "../parts/empty.tsx";
import { sentenceOf } from "../parts/failed.tsx";
import { useFormats } from "../parts/formats-context.tsx";
import { notify } from "../parts/notices.tsx";
import { Page } from "../parts/page.tsx";
import { Scrolled } from "../parts/scrolled.tsx";
import { Section } from "../parts/section.tsx";
import { words } from "../words/words.ts";
import { useMakeStuck, useStages } from "./report-queries.ts";
import { SegmentTabs } from "./segment-tabs.tsx";
import "./reports.css";
import "./segments.css";

const said = words.segments.life;

/** How many are in each stage of a customer's life, how do they move on, and who is stuck? */
export function StagesPage(): ReactElement {
  const stages = useStages();
  return (
    <Page title={words.segments.tabs.stages} before={<SegmentTabs />} lead={<p>{said.lead}</p>}>
      <Answered query={stages}>
        {(report) =>
          report.stages.every(({ customers }) => customers === 0) ? (
            <Empty title={said.emptyTitle}>{said.empty}</Empty>
          ) : (
            <Shown report={report} />
          )
        }
      </Answered>
    </Page>
  );
}

function Shown({ report }: { readonly report: StageReport }): ReactElement {
  const formats = useFormats();
  const nameOf = (stage: string): string => report.stages.find((one) => one.stage === stage)?.name ?? stage;
  return (
    <>
      <Chart
        question={said.question}
        form={{
          kind: "bar",
          lying: true,
          of: said.stage,
          unit: words.segments.sizeUnit(2),
          write: formats.number,
          bars: report.stages.map(({ name, customers }) => ({ label: name, value: customers })),
        }}
      />
      <Section title={said.stuck}>
        {report.stuck.length === 0 ? (
          <p className="quiet">{said.nobodyStuck}</p>
        ) : (
          <ul className="stuck-list">
            {report.stuck.map((stuck) => (
              <Stuck key={stuck.stage} stuck={stuck} name={nameOf(stuck.stage)} />
            ))}
          </ul>
        )}
      </Section>
      <Section title={said.moves}>
        <Moves report={report} nameOf={nameOf} />
      </Section>
    </>
  );
}

/** One click makes the segment of them; its page opens. */
function Stuck(props: { readonly stuck: StuckCustomers; readonly name: string }): ReactElement {
  const { stuck, name } = props;
  const formats = useFormats();
  const make = useMakeStuck();
  const navigate = useNavigate();
  const key = `stuck-in-${stuck.stage}`;
  const onMake = (): void =>
    make.mutate(
      { stage: stuck.stage, key, name: said.stuckIn(name) },
      {
        onSuccess: () => {
          notify(words.editor.saved(said.stuckIn(name)));
          void navigate({ to: "/segments/$key", params: { key } });
        },
      },
    );
  return (
    <li className="stuck">
      <span>
        <strong>{formats.number(stuck.customers)}</strong>{" "}
        {said.stuckText(name, formats.number(stuck.longerThanDays))}
      </span>
      <Button variant="default" loading={make.isPending} onClick={onMake}>
        {said.make}
      </Button>
      {make.isError && (
        <p role="alert" className="fault">
          {sentenceOf(make.error)}
        </p>
      )}
    </li>
  );
}

function Moves(props: {
  readonly report: StageReport;
  readonly nameOf: (stage: string) => string;
}): ReactElement {
  const formats = useFormats();
  const { report, nameOf } = props;
  if (report.transitions.length === 0) return <p className="quiet">{said.noMoves}</p>;
  return (
    <Scrolled label={said.moves}>
      <table className="plain-table" aria-label={said.moves}>
        <thead>
          <tr>
            <th scope="col">{said.move}</th>
            {[said.movers, said.median, said.slowest].map((head) => (
              <th key={head} scope="col" className="cell-numeric">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {report.transitions.map((one) => (
            <tr key={`${one.from}-${one.to}`}>
              <th scope="row">{said.fromTo(nameOf(one.from), nameOf(one.to))}</th>
              <td className="cell-numeric">{formats.number(one.customers)}</td>
              <td className="cell-numeric">{said.days(formats.number(wholeDays(one.medianDays)))}</td>
              <td className="cell-numeric">{said.days(formats.number(wholeDays(one.slowestQuarterDays)))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  );
}

/** Of many days a part of one says nothing. */
function wholeDays(days: number): number {
  return days < 10 ? Math.round(days * 10) / 10 : Math.round(days);
}
