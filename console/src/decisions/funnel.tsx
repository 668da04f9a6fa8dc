import type { CandidateFate, Experience } from "@attune/contract";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useDefinitions } from "../definitions/definition-queries.ts";
import type { Formats } from "../format/formats.ts";
import { useFormats } from "../parts/formats-context.tsx";
import "../parts/data-table.css";
import { words } from "../words/words.ts";
import "./decisions.css";
import { type FunnelStep, funnelOf } from "./funnel-of.ts";

/** An experience that is not live as it is previewed. */
export interface OwnDraft {
  readonly key: string;
  readonly name: string;
}

/** How candidates became what is shown: each stage with who was left when it began, and who ended there and why. */
export function Funnel({
  fates,
  own,
}: {
  readonly fates: readonly CandidateFate[];
  readonly own?: OwnDraft | undefined;
}): ReactElement {
  const { data: experiences } = useDefinitions<Experience>("experience");
  const nameOf = (key: string): string => experiences?.items.find((one) => one.key === key)?.body.name ?? key;
  if (fates.length === 0) return <p className="quiet">{words.decision.noCandidates}</p>;
  return (
    <ol className="funnel" aria-label={words.decision.funnel}>
      {funnelOf(fates).map((step) => (
        <Step key={step.stage} step={step} of={fates.length} nameOf={nameOf} own={own} />
      ))}
    </ol>
  );
}

function Step(props: {
  readonly step: FunnelStep;
  readonly of: number;
  readonly nameOf: (key: string) => string;
  readonly own: OwnDraft | undefined;
}): ReactElement {
  const { stage, before, ended } = props.step;
  const isShown = stage === "chosen";
  return (
    <li className="funnel-step" data-stage={stage} data-none={before === 0}>
      <div className="funnel-head">
        <span>
          <strong>{words.decision.stages[stage]}</strong>{" "}
          <span className="quiet">{words.decision.stageHints[stage]}</span>
        </span>
        <span className="tabular">{before}</span>
      </div>
      <div className="funnel-track" aria-hidden="true">
        <div className="funnel-bar" style={{ inlineSize: `${(before / props.of) * 100}%` }} />
      </div>
      {ended.length > 0 && (
        <ul className="funnel-ended">
          {ended.map((fate) => (
            <li key={fate.experience}>
              <span className="funnel-mark" aria-hidden="true">
                {isShown ? "✓" : "×"}
              </span>
              <span>
                {fate.experience === props.own?.key ? (
                  <span className="own-draft">
                    <bdi>{props.own.name}</bdi> {words.decision.thisDraft}
                  </span>
                ) : (
                  <Link to="/experiences/$key" params={{ key: fate.experience }} className="strong-link">
                    {props.nameOf(fate.experience)}
                  </Link>
                )}{" "}
                <Reason fate={fate} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function Reason({ fate }: { readonly fate: CandidateFate }): ReactElement {
  const formats = useFormats();
  const { numbers, because } = fate;
  const figures = Object.entries(numbers ?? {}).map(([name, value]) => figure(name, value, formats));
  const details = [...(because === undefined ? [] : [because]), ...figures];
  return (
    <span className="row-detail funnel-reason">
      {words.decision.reasons[fate.reason]}
      {details.length > 0 && ` (${details.join(", ")})`}
    </span>
  );
}

function figure(name: string, value: number, formats: Formats): string {
  return words.decision.figure(words.decision.figures[name] ?? name, formats.number(value));
}
