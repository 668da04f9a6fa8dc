import type {
  Experience,
  SampledCount,
  ShownExperience,
  SimulatedMove,
  SimulationResult,
} from "@attune/contract";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useDefinitions } from "../definitions/definition-queries.ts";
import type { Formats } from "../format/formats.ts";
import { useFormats } from "../parts/formats-context.tsx";
import { Moment } from "../parts/moment.tsx";
import { words } from "../words/words.ts";
import "./experiences.css";

const said = words.experience.simulate;

/** What a simulation found: who would have seen what, from what to what, some of the decisions, and what cannot be known. */
export function SimulationFindings({ result }: { readonly result: SimulationResult }): ReactElement {
  const formats = useFormats();
  const { eligible, otherwise, shown, decisions } = result;
  const nameOf = useNames();
  return (
    <div className="findings">
      <dl className="pairs">
        <Pair title={said.decisions}>{countText(otherwise.decisions, formats)}</Pair>
        <Pair title={said.customers}>{countText(otherwise.customers, formats)}</Pair>
        <Pair title={said.shownBefore}>{countText(shown.before.customers, formats)}</Pair>
        <Pair title={said.shownAfter}>{countText(shown.after.customers, formats)}</Pair>
        <Pair title={said.eligible}>
          {said.eligibleNow(
            formats.number(eligible.after.mayBeShown),
            formats.number(eligible.enters),
            formats.number(eligible.leaves),
          )}
        </Pair>
      </dl>
      <p className="quiet">
        {said.lookedAt(formats.number(decisions.looked), formats.number(decisions.all))}
      </p>
      <Moves result={result} nameOf={nameOf} />
      <Samples result={result} nameOf={nameOf} />
      <details className="unfolding">
        <summary className="text-button">{said.notKnown}</summary>
        <ul>
          {result.notKnown.map(({ code, text }) => (
            <li key={code}>{text}</li>
          ))}
        </ul>
      </details>
    </div>
  );
}

type NameOf = (shown: readonly ShownExperience[]) => string;

function useNames(): NameOf {
  const { data } = useDefinitions<Experience>("experience");
  return (shown) =>
    shown.length === 0
      ? said.ownContent
      : shown
          .map(({ experience, variant }) => {
            const name = data?.items.find(({ key }) => key === experience)?.body.name ?? experience;
            return variant === undefined ? name : said.withVariant(name, variant);
          })
          .join(", ");
}

function countText({ estimate, low, high }: SampledCount, formats: Formats): string {
  const whole = (value: number): string => formats.number(Math.round(value));
  return low === high ? whole(estimate) : said.about(whole(estimate), whole(low), whole(high));
}

function Pair(props: { readonly title: string; readonly children: string }): ReactElement {
  return (
    <div className="pair">
      <dt className="quiet">{props.title}</dt>
      <dd className="pair-end tabular">{props.children}</dd>
    </div>
  );
}

interface Found {
  readonly result: SimulationResult;
  readonly nameOf: NameOf;
}

function Moves({ result, nameOf }: Found): ReactElement | null {
  const moves = Object.values(result.placements).flatMap((placement) => placement.moves);
  if (moves.length === 0) return <p>{said.nothing}</p>;
  const most = Math.max(...moves.map(({ decisions }) => decisions));
  return (
    <>
      <h3>{said.moves}</h3>
      <ul className="moves">
        {moves.slice(0, 10).map((move) => (
          <OneMove
            key={JSON.stringify([move.before, move.after, move.kind])}
            move={move}
            most={most}
            nameOf={nameOf}
          />
        ))}
      </ul>
    </>
  );
}

function OneMove(props: {
  readonly move: SimulatedMove;
  readonly most: number;
  readonly nameOf: NameOf;
}): ReactElement {
  const { move, nameOf } = props;
  const formats = useFormats();
  return (
    <li>
      <span>
        {move.kind === "content"
          ? said.otherContent(nameOf(move.after))
          : said.move(nameOf(move.before), nameOf(move.after))}
      </span>
      <span className="funnel-track" aria-hidden="true">
        <span className="funnel-bar" style={{ inlineSize: `${(move.decisions / props.most) * 100}%` }} />
      </span>
      <span className="tabular quiet">
        {said.times(formats.number(move.decisions), formats.number(move.customers))}
      </span>
    </li>
  );
}

function Samples({ result, nameOf }: Found): ReactElement | null {
  if (result.samples.length === 0) return null;
  return (
    <>
      <h3>{said.samples}</h3>
      <ul className="rules">
        {result.samples.slice(0, 10).map((sample) => (
          <li key={`${sample.decisionId}${sample.placement}`}>
            <Link
              to="/decisions/$id"
              params={{ id: sample.decisionId }}
              target="_blank"
              className="strong-link"
            >
              {said.move(nameOf(sample.before), nameOf(sample.after))}
            </Link>
            <span className="row-detail">
              <Moment at={sample.decidedAt} />
              {sample.because !== null && `, ${sample.because}`}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
