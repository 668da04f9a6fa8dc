import type { StageReport } from "@attune/contract";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Chart } from "../charts/chart.tsx";
import { Answered } from "../parts/answered.tsx";
import { useFormats } from "../parts/formats-context.tsx";
import { Section } from "../parts/section.tsx";
import { words } from "../words/words.ts";
import { useStages } from "./overview-queries.ts";

/** Where do customers stand, and from where to where do they move? */
export function StagesSection(): ReactElement {
  const stages = useStages();
  return (
    <Section title={words.overview.stages}>
      <Answered query={stages} lines={4}>
        {(report) => (
          <div className="overview-pair">
            <Standing report={report} />
            <Flow report={report} />
          </div>
        )}
      </Answered>
    </Section>
  );
}

function Standing({ report }: { readonly report: StageReport }): ReactElement {
  const formats = useFormats();
  return (
    <Chart
      question={words.overview.standing}
      form={{
        kind: "bar",
        lying: true,
        of: words.overview.stage,
        unit: words.overview.units.customers,
        write: formats.number,
        bars: report.stages.map(({ name, customers }) => ({ label: name, value: customers })),
      }}
    />
  );
}

function Flow({ report }: { readonly report: StageReport }): ReactElement {
  const formats = useFormats();
  const nameOf = new Map(report.stages.map(({ stage, name }) => [stage, name]));
  const moves = report.transitions.toSorted((a, b) => b.customers - a.customers);
  const [most] = moves;
  return (
    <Chart
      question={words.overview.flow}
      empty={words.overview.noFlow}
      note={
        <>
          {most !== undefined &&
            words.overview.longest(
              nameOf.get(most.from) ?? most.from,
              formats.number(Math.round(most.medianDays)),
              nameOf.get(most.to) ?? most.to,
            )}{" "}
          <Stuck report={report} />
        </>
      }
      form={{
        kind: "bar",
        lying: true,
        of: words.overview.move,
        unit: words.overview.units.customers,
        write: formats.number,
        bars: moves.map(({ from, to, customers }) => ({
          label: words.overview.fromTo(nameOf.get(from) ?? from, nameOf.get(to) ?? to),
          value: customers,
        })),
      }}
    />
  );
}

function Stuck({ report }: { readonly report: StageReport }): ReactElement | null {
  const formats = useFormats();
  const [worst] = report.stuck.toSorted((a, b) => b.customers - a.customers);
  if (worst === undefined || worst.customers === 0) return null;
  const name = report.stages.find(({ stage }) => stage === worst.stage)?.name ?? worst.stage;
  return (
    <>
      {words.overview.stuck(formats.number(worst.customers), name, formats.number(worst.longerThanDays))}{" "}
      <Link to="/segments/stages" className="text-link">
        {words.overview.toSegments}
      </Link>
    </>
  );
}
