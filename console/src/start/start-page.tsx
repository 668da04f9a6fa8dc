import { Link } from "@tanstack/react-router";
import type { ReactElement, ReactNode } from "react";
import { displayName } from "../customers/display-name.ts";
import { useBrand } from "../frame/brand.ts";
import { useFormats } from "../parts/formats-context.tsx";
import { Icon } from "../parts/icon.tsx";
import { Moment } from "../parts/moment.tsx";
import { Page } from "../parts/page.tsx";
import { useTouchpoints } from "../touchpoints/touchpoint-queries.ts";
import { words } from "../words/words.ts";
import { DataMap } from "./data-map.tsx";
import "./start.css";
import { useAnyProduct, useDataMap, useFirstCustomer, useLastEvent } from "./start-queries.ts";

/** Where do we stand, and what is the next step: know, gather, test. */
export function StartPage(): ReactElement {
  return (
    <Page title={words.start.title} lead={<p>{words.start.lead}</p>}>
      <SampleNote />
      <ol className="steps">
        <Know />
        <Gather />
        <Test />
      </ol>
    </Page>
  );
}

function SampleNote(): ReactElement | null {
  const { data: brand } = useBrand();
  if (brand === undefined || brand.sampleState === "off") return null;
  return (
    <div className="sample-note">
      <Icon name="warning" size={18} />
      <div>
        <p>
          <strong>{words.start.isSample}</strong> {words.start.sampleText}
        </p>
        <p className="quiet">
          {words.start.emptying} <code>ATTUNE_SAMPLE=off ATTUNE_DATA=./.attune-own npm start</code>
        </p>
      </div>
    </div>
  );
}

function Step(props: {
  readonly isDone: boolean | undefined;
  readonly number: number;
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}): ReactElement {
  const { isDone } = props;
  return (
    <li className="step" data-done={isDone === true}>
      <div className="step-head">
        <span className="step-number" aria-hidden="true">
          {isDone === true ? "✓" : props.number}
        </span>
        <h2>{props.title}</h2>
        <span className="quiet" role="status">
          {isDone === undefined ? "" : isDone ? words.start.stepDone : words.start.stepOpen}
        </span>
      </div>
      <p className="quiet">{props.text}</p>
      {props.children}
    </li>
  );
}

function Know(): ReactElement {
  const customer = useFirstCustomer();
  const event = useLastEvent();
  const isDone = customer.data === undefined ? undefined : customer.data !== null;
  return (
    <Step number={1} isDone={isDone} title={words.start.know} text={words.start.knowText}>
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

function Gather(): ReactElement {
  const products = useAnyProduct();
  const map = useDataMap();
  const isCounted = products.data !== undefined && map.every(({ answer }) => !answer.isPending);
  const isWhole = products.data === true && map.every(({ answer }) => (answer.data?.size ?? 0) > 0);
  return (
    <Step
      number={2}
      isDone={isCounted ? isWhole : undefined}
      title={words.start.gather}
      text={words.start.gatherText}
    >
      <DataMap />
    </Step>
  );
}

function Test(): ReactElement {
  const touchpoints = useTouchpoints();
  const formats = useFormats();
  const items = touchpoints.data?.items ?? [];
  const decided = items.filter(({ isDecided }) => isDecided);
  const placement = decided[0]?.placements.find(({ live }) => live > 0)?.key;
  return (
    <Step
      number={3}
      isDone={touchpoints.data === undefined ? undefined : decided.length > 0}
      title={words.start.test}
      text={words.start.testText}
    >
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
