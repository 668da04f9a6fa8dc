import type { JsonObject, Simulation } from "@attune/contract";
import { Button, NativeSelect, Progress } from "@mantine/core";
import { type ReactElement, useState } from "react";
import { sentenceOf } from "../parts/failed.tsx";
import { useFormats } from "../parts/formats-context.tsx";
import { Section } from "../parts/section.tsx";
import { words } from "../words/words.ts";
import "./experiences.css";
import { SimulationFindings } from "./simulation-findings.tsx";
import { useCancelSimulation, useSimulate, useSimulation } from "./simulation-queries.ts";

const spans = [1, 7, 30, 90];

/** What would have been otherwise in the last days, had the experience been as it is written now. Nothing is changed. */
export function SimulateSection(props: {
  readonly experienceKey: string;
  readonly body: JsonObject;
}): ReactElement {
  const [days, setDays] = useState(7);
  const start = useSimulate();
  const simulation = useSimulation(start.data?.id);
  const formats = useFormats();
  const found = simulation.data;
  const said = words.experience.simulate;
  return (
    <Section title={said.title}>
      <p className="quiet">{said.lead}</p>
      <div className="row-of-fields">
        <NativeSelect
          label={said.days}
          value={String(days)}
          data={spans.map((value) => ({
            value: String(value),
            label: said.span(formats.number(value), value),
          }))}
          onChange={(event) => setDays(Number(event.currentTarget.value))}
        />
        <Button
          variant="default"
          disabled={props.experienceKey === ""}
          loading={start.isPending || found?.state === "running"}
          onClick={() => start.mutate({ key: props.experienceKey, definition: props.body, days })}
        >
          {said.start}
        </Button>
      </div>
      <div role="status" aria-live="polite">
        {start.isError && <p className="fault">{sentenceOf(start.error)}</p>}
        {found?.state === "running" && <Running simulation={found} />}
        {found?.state === "failed" && <p className="fault">{said.failed}</p>}
        {found?.state === "cancelled" && <p className="quiet">{said.cancelled}</p>}
      </div>
      {found?.state === "done" && found.result !== null && <SimulationFindings result={found.result} />}
    </Section>
  );
}

function Running({ simulation }: { readonly simulation: Simulation }): ReactElement {
  const cancel = useCancelSimulation();
  const formats = useFormats();
  const { done, of } = simulation.progress;
  const said = words.experience.simulate;
  return (
    <div className="simulating">
      <Progress value={of === null || of === 0 ? 0 : (done / of) * 100} aria-label={said.progress} />
      <p className="quiet tabular">
        {said.looked(formats.number(done), of === null ? "…" : formats.number(of))}{" "}
        <button type="button" className="text-button" onClick={() => cancel.mutate(simulation.id)}>
          {said.stop}
        </button>
      </p>
    </div>
  );
}
