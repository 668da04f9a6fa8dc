import type { Concentration } from "@attune/contract";
import type { ReactElement } from "react";
import { Chart } from "../charts/chart.tsx";
import { Answered } from "../parts/answered.tsx";
import { useFormats } from "../parts/formats-context.tsx";
import { Section } from "../parts/section.tsx";
import { words } from "../words/words.ts";
import { useConcentration } from "./overview-queries.ts";

/** Which shares of the customers are told; the curve has a point for each hundredth. */
const toldShares = [0.01, 0.05, 0.1, 0.2, 0.5];

/** On how few customers do net sales hang? */
export function ConcentrationSection(): ReactElement {
  const concentration = useConcentration("12m");
  return (
    <Section title={words.overview.concentration}>
      <Answered query={concentration} lines={4}>
        {(report) => <Curve report={report} />}
      </Answered>
    </Section>
  );
}

function Curve({ report }: { readonly report: Concentration }): ReactElement {
  const formats = useFormats();
  const bars = toldShares.flatMap((share) => {
    const point = report.curve.find(({ customerShare }) => customerShare >= share - 1e-9);
    return point === undefined
      ? []
      : [
          {
            label: words.overview.best(formats.percent(share), formats.number(point.customers)),
            value: point.spendShare,
          },
        ];
  });
  return (
    <Chart
      question={words.overview.concentrationQuestion}
      note={words.overview.concentrationNote(formats.number(report.customers))}
      form={{
        kind: "bar",
        lying: true,
        of: words.overview.bestOf,
        unit: words.overview.units.share,
        write: formats.percent,
        bars,
      }}
    />
  );
}
