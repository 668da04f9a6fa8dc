import type { Experience, Placement } from "@attune/contract";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import type { Defined } from "../definitions/definition-queries.ts";
import { useFormats, useNow } from "../parts/formats-context.tsx";
import "../parts/data-table.css";
import { words } from "../words/words.ts";
import { useSentence } from "./experience-sentence.ts";
import { standingOf } from "./experience-standing.ts";
import "./experiences.css";

/** What competes for a placement, in the order in which it is looked at: the higher priority first, what only fills gaps last. */
export function ExperienceList(props: {
  readonly label: string;
  readonly experiences: readonly Defined<Experience>[];
  readonly placement: Placement | undefined;
}): ReactElement {
  const now = useNow();
  if (props.experiences.length === 0) return <p className="quiet">{words.experience.none}</p>;
  const sorted = props.experiences.toSorted(
    (a, b) =>
      Number(standingOf(a, now) === "retired") - Number(standingOf(b, now) === "retired") ||
      Number(a.body.fallback === true) - Number(b.body.fallback === true) ||
      b.body.priority - a.body.priority ||
      (a.key < b.key ? -1 : 1),
  );
  return (
    <ol className="experience-list" aria-label={props.label}>
      {sorted.map((experience) => (
        <OneLine key={experience.key} experience={experience} placement={props.placement} />
      ))}
    </ol>
  );
}

function OneLine(props: {
  readonly experience: Defined<Experience>;
  readonly placement: Placement | undefined;
}): ReactElement {
  const { experience } = props;
  const standing = standingOf(experience, useNow());
  const sentence = useSentence(experience.body, props.placement);
  const formats = useFormats();
  return (
    <li className="experience-line" data-standing={standing}>
      <span className="experience-priority tabular" title={words.experience.priority}>
        {experience.body.fallback === true ? "–" : formats.number(experience.body.priority)}
      </span>
      <div>
        <Link to="/experiences/$key" params={{ key: experience.key }} className="row-link">
          <bdi>{experience.body.name}</bdi>
        </Link>
        <span className="row-detail">{sentence}</span>
      </div>
      <span className="experience-standing">{words.experience.standings[standing]}</span>
    </li>
  );
}
