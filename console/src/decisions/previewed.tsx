import type { CandidateFate, DecideAnswer } from "@attune/contract";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { ApiProblem } from "../api/problem.ts";
import { Answered } from "../parts/answered.tsx";
import { Said } from "../parts/said.tsx";
import { Section } from "../parts/section.tsx";
import { words } from "../words/words.ts";
import { Funnel, type OwnDraft } from "./funnel.tsx";
import { ShownAnswer } from "./shown-answer.tsx";
import "./decisions.css";

interface Previewed {
  readonly query: UseQueryResult<DecideAnswer, Error>;
  readonly placement: string;
  readonly screen: string;
  readonly own?: OwnDraft | undefined;
}

/** What is seen at a placement, and how that was decided; of a draft first what becomes of it. */
export function PreviewedAnswer({ query, placement, screen, own }: Previewed): ReactElement {
  const { error } = query;
  if (own !== undefined && error instanceof ApiProblem && error.status < 500)
    return <Unready problem={error} />;
  return (
    <Answered query={query}>
      {({ placements, record }) => {
        const answer = placements[placement];
        const fates = record?.explanation[placement] ?? [];
        return (
          <div className="preview" aria-busy={query.isPlaceholderData}>
            <Section title={words.decision.sees}>
              <div className="preview-screen" data-screen={screen}>
                {answer === undefined ? null : <ShownAnswer answer={answer} />}
              </div>
            </Section>
            <Section title={words.decision.how}>
              {own !== undefined && <OwnFate fate={fates.find(({ experience }) => experience === own.key)} />}
              <Funnel fates={fates} own={own} />
            </Section>
          </div>
        );
      }}
    </Answered>
  );
}

function OwnFate({ fate }: { readonly fate: CandidateFate | undefined }): ReactElement {
  const isShown = fate?.stage === "chosen";
  return (
    <p className="own-fate" role="status" data-shown={isShown}>
      <strong>{isShown ? words.decision.draftShown : words.decision.draftNotShown}</strong>{" "}
      <span>
        {fate === undefined
          ? words.decision.draftElsewhere
          : words.decision.draftBecause(words.decision.reasons[fate.reason])}
      </span>
    </p>
  );
}

/** The draft cannot be judged yet: what is missing, beside what it is missing from. */
function Unready({ problem }: { readonly problem: ApiProblem }): ReactElement {
  return (
    <div role="status">
      <p className="quiet">{words.decision.draftUnready}</p>
      <ul className="unready">
        {problem.faults.length === 0 && <li>{problem.message}</li>}
        {problem.faults.map(({ pointer, message }) => (
          <li key={`${pointer}${message}`}>
            <code>{pointer.replace(/^\/drafts\/[^/]*/, "") || "/"}</code> <Said text={message} />
          </li>
        ))}
      </ul>
    </div>
  );
}
