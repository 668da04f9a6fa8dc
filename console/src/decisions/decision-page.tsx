import type { DecisionRecord, Placement } from "@attune/contract";
import { Button } from "@mantine/core";
import { Link, useParams } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { useDefinitions } from "../definitions/definition-queries.ts";
import { Answered } from "../parts/answered.tsx";
import { BackLink } from "../parts/back-link.tsx";
import { Empty } from "../parts/empty.tsx";
import { Failed } from "../parts/failed.tsx";
import { useFormats } from "../parts/formats-context.tsx";
import { Page } from "../parts/page.tsx";
import { Section } from "../parts/section.tsx";
import { wordFor, words } from "../words/words.ts";
import { useDecision, useReplay, useWhy } from "./decision-queries.ts";
import "./decisions.css";
import { Funnel } from "./funnel.tsx";
import { ShownAnswer } from "./shown-answer.tsx";

/** One decision from the log: what was shown, how it came about, and whether it can be had again. */
export function DecisionPage(): ReactElement {
  const { id } = useParams({ from: "/decisions/$id" });
  const decision = useDecision(id);
  return (
    <Answered query={decision} missing={<NoDecision />}>
      {(record) => <OneDecision record={record} />}
    </Answered>
  );
}

function OneDecision({ record }: { readonly record: DecisionRecord }): ReactElement {
  const formats = useFormats();
  const { context, channel } = record.input;
  const told = context.channel ?? channel;
  return (
    <Page
      title={words.decision.title}
      before={<BackLink to="/decisions" label={words.decision.findTitle} />}
      lead={
        <>
          <p>
            {words.decision.decided(
              formats.exact(record.decidedAt),
              told === undefined ? undefined : wordFor(words.channels, told),
            )}{" "}
            {record.profile === null ? (
              words.decision.stranger
            ) : (
              <Link to="/customers/$ref" params={{ ref: record.profile }} className="text-link">
                {words.decision.toCustomer}
              </Link>
            )}
          </p>
          <p className="quiet">
            <code className="selectable">{record.decisionId}</code>
          </p>
        </>
      }
    >
      <Replay id={record.decisionId} />
      {record.input.placements.map((placement) => (
        <OnePlacement key={placement} placement={placement} record={record} />
      ))}
    </Page>
  );
}

function OnePlacement(props: { readonly placement: string; readonly record: DecisionRecord }): ReactElement {
  const { placement, record } = props;
  const why = useWhy(record.decisionId);
  const answer = record.answer[placement];
  const exposure = record.exposures?.[placement];
  const known = useDefinitions<Placement>("placement").data?.items.find(({ key }) => key === placement);
  return (
    <Section
      title={known?.body.name ?? placement}
      name="decided"
      aside={
        <Link to="/placements/$key" params={{ key: placement }} className="text-link">
          {words.touchpoints.aboutPlacement}
        </Link>
      }
    >
      <div className="preview">
        <div>
          {answer !== undefined && <ShownAnswer answer={answer} />}
          <h3 className="shown-why">{words.decision.toldCustomer}</h3>
          <ul>
            {(why.data?.placements[placement] ?? []).map(({ code, text }) => (
              <li key={code}>{text}</li>
            ))}
          </ul>
          {exposure !== undefined && exposure.variant !== null && (
            <p className="quiet">
              {words.decision.exposure(exposure.variant, words.decision.exposureWays[exposure.way])}
            </p>
          )}
        </div>
        <Funnel fates={record.explanation[placement] ?? []} />
      </div>
    </Section>
  );
}

function Replay({ id }: { readonly id: string }): ReactElement {
  const [isWanted, setWanted] = useState(false);
  const replay = useReplay(id, isWanted);
  return (
    <div className="replay">
      <Button
        variant="default"
        loading={replay.isFetching}
        onClick={() => (isWanted ? void replay.refetch() : setWanted(true))}
      >
        {words.decision.replay}
      </Button>
      <span role="status" aria-live="polite">
        {replay.data !== undefined && (replay.data.isSame ? words.decision.same : words.decision.notSame)}
      </span>
      {replay.isError && <Failed error={replay.error} />}
    </div>
  );
}

function NoDecision(): ReactElement {
  return (
    <Page
      title={words.decision.missingTitle}
      before={<BackLink to="/decisions" label={words.decision.findTitle} />}
    >
      <Empty title={words.decision.missing} />
    </Page>
  );
}
