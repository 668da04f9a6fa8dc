import { Link } from "@tanstack/react-router";
import type { ReactElement, ReactNode } from "react";
import { useMe } from "../api/session.ts";
import { displayName } from "../customers/display-name.ts";
import { useBrand } from "../frame/brand.ts";
import { useFormats } from "../parts/formats-context.tsx";
import { Icon } from "../parts/icon.tsx";
import { Moment } from "../parts/moment.tsx";
import { Page } from "../parts/page.tsx";
import { useTouchpoints } from "../touchpoints/touchpoint-queries.ts";
import { words } from "../words/words.ts";
import type { StepScore } from "./assessment.ts";
import { BeginBrand } from "./begin-brand.tsx";
import { DataMap } from "./data-map.tsx";
import { OtherBrands } from "./other-brands.tsx";
import { MissingChecks, Score } from "./score.tsx";
import "./start.css";
import { useAssessment, useFirstCustomer, useLastEvent } from "./start-queries.ts";

/** Where do we stand, and what is the next step: know, gather, test. */
export function StartPage(): ReactElement {
  const assessment = useAssessment();
  const { may } = useMe();
  const { know, gather, test } = assessment.steps;
  return (
    <Page title={words.start.title} lead={<p>{words.start.lead}</p>}>
      <SampleNote />
      <Score assessment={assessment} />
      <ol className="steps">
        <Know step={know} />
        <Gather step={gather} />
        <Test step={test} />
      </ol>
      {may("serveBrand") && <OtherBrands />}
    </Page>
  );
}

function SampleNote(): ReactElement | null {
  const { data: brand } = useBrand();
  const { may } = useMe();
  if (brand === undefined || brand.sampleState === "off") return null;
  return (
    <div className="sample-note">
      <Icon name="warning" size={18} />
      <div>
        <p>
          <strong>{words.start.isSample}</strong> {words.start.sampleText}
        </p>
        {may("beginBrand") && <BeginBrand />}
      </div>
    </div>
  );
}

function Step(props: {
  readonly step: StepScore;
  readonly number: number;
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}): ReactElement {
  const { points } = props.step;
  const isDone = points === 100;
  return (
    <li className="step" data-done={isDone}>
      <div className="step-head">
        <span className="step-number" aria-hidden="true">
          {isDone ? "✓" : props.number}
        </span>
        <h2>{props.title}</h2>
        <span className="quiet" role="status">
          {points === undefined ? "" : isDone ? words.start.stepDone : words.start.points(points)}
        </span>
      </div>
      <p className="quiet">{props.text}</p>
      {props.children}
      <MissingChecks step={props.step} />
    </li>
  );
}

interface StepProps {
  readonly step: StepScore;
}

function Know({ step }: StepProps): ReactElement {
  const customer = useFirstCustomer();
  const event = useLastEvent();
  return (
    <Step number={1} step={step} title={words.start.know} text={words.start.knowText}>
      {event.data !== undefined && event.data !== null && (
        <p>
          {words.start.lastCame} <Moment at={event.data} />.
        </p>
      )}
      <p className="step-links">
        <Link to="/imports" className="button-link button-link-quiet">
          {words.products.toImports}
        </Link>
        <Link to="/keys" className="button-link button-link-quiet">
          {words.start.connect}
        </Link>
        {customer.data !== undefined && customer.data !== null && (
          <Link to="/customers/$ref" params={{ ref: customer.data.id }} className="text-link">
            <bdi>{displayName({ ...customer.data, profile: customer.data.id })}</bdi>
          </Link>
        )}
      </p>
    </Step>
  );
}

function Gather({ step }: StepProps): ReactElement {
  return (
    <Step number={2} step={step} title={words.start.gather} text={words.start.gatherText}>
      <DataMap />
    </Step>
  );
}

function Test({ step }: StepProps): ReactElement {
  const touchpoints = useTouchpoints();
  const formats = useFormats();
  const items = touchpoints.data?.items ?? [];
  const decided = items.filter(({ isDecided }) => isDecided);
  const placement = decided[0]?.placements.find(({ live }) => live > 0)?.key;
  return (
    <Step number={3} step={step} title={words.start.test} text={words.start.testText}>
      <p>{words.start.decided(formats.number(decided.length), formats.number(items.length))}</p>
      <p className="step-links">
        {placement === undefined ? (
          <Link to="/touchpoints/new" className="button-link button-link-quiet">
            {words.touchpoints.make}
          </Link>
        ) : (
          <Link to="/preview" search={{ placement }} className="button-link button-link-quiet">
            {words.start.firstDecision}
          </Link>
        )}
        <Link to="/touchpoints" className="text-link">
          {words.touchpoints.title}
        </Link>
      </p>
    </Step>
  );
}
