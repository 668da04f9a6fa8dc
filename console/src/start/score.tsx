import type { ReactElement } from "react";
import { useFormats } from "../parts/formats-context.tsx";
import { words } from "../words/words.ts";
import { type Assessment, goals, isDataKind, missingOf, type StepScore } from "./assessment.ts";

/** How far a brand has come, of 100. */
export function Score({ assessment }: { readonly assessment: Assessment }): ReactElement {
  const { points } = assessment;
  return (
    <section className="score" aria-label={words.start.score}>
      <p>
        <strong className="score-points tabular">{points ?? "…"}</strong> {words.start.of100}
      </p>
      <p className="quiet">{words.start.scoreText}</p>
    </section>
  );
}

/** What of a step is not whole, and what would make it so. */
export function MissingChecks({ step }: { readonly step: StepScore }): ReactElement | null {
  const formats = useFormats();
  const missing = missingOf(step);
  if (missing.length === 0) return null;
  return (
    <ul className="checks" aria-label={words.start.stillMissing}>
      {missing.map(({ key, score }) => (
        <li key={key}>
          <span>{words.start.checks[key]}</span>
          <span className="quiet tabular">
            {isDataKind(key) && words.start.goal(formats.percent(goals[key]))}{" "}
            {words.start.part(formats.percent(score))}
          </span>
        </li>
      ))}
    </ul>
  );
}
