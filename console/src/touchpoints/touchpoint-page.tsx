import type { Experience, Placement, TouchpointAnswer } from "@attune/contract";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { type Defined, useDefinitions } from "../definitions/definition-queries.ts";
import { ExperienceList } from "../experiences/experience-list.tsx";
import { Answered } from "../parts/answered.tsx";
import { BackLink } from "../parts/back-link.tsx";
import { Empty } from "../parts/empty.tsx";
import { Page } from "../parts/page.tsx";
import { Section } from "../parts/section.tsx";
import { wordFor, words } from "../words/words.ts";
import { useTouchpoints } from "./touchpoint-queries.ts";
import "./touchpoints.css";

/** What is shown at this touchpoint, and what might be? */
export function TouchpointPage(): ReactElement {
  const { key } = useParams({ from: "/touchpoints/$key" });
  const touchpoints = useTouchpoints();
  return (
    <Answered query={touchpoints}>
      {({ items }) => {
        const found = items.find((item) => item.key === key);
        return found === undefined ? <NoTouchpoint /> : <OneTouchpoint touchpoint={found} />;
      }}
    </Answered>
  );
}

function OneTouchpoint({ touchpoint }: { readonly touchpoint: TouchpointAnswer }): ReactElement {
  const placements = useDefinitions<Placement>("placement");
  const experiences = useDefinitions<Experience>("experience");
  const { stage, channel, owner, description } = touchpoint;
  return (
    <Page
      title={touchpoint.name}
      lead={
        <>
          <p>
            {words.touchpoints.where(
              words.touchpoints.stages[stage],
              wordFor(words.channels, channel),
              owner,
            )}
          </p>
          {description !== undefined && <p>{description}</p>}
        </>
      }
      before={<BackLink to="/touchpoints" label={words.touchpoints.title} />}
      actions={
        <Link
          to="/definitions/$kind/$key"
          params={{ kind: "touchpoint", key: touchpoint.key }}
          className="button-link button-link-quiet"
        >
          {words.touchpoints.definition}
        </Link>
      }
    >
      {touchpoint.placements.length === 0 ? (
        <Empty
          title={words.touchpoints.noPlacement}
          action={
            <Link
              to="/definitions/new"
              search={{ kind: "placement", touchpoint: touchpoint.key }}
              className="button-link"
            >
              {words.touchpoints.makePlacement}
            </Link>
          }
        >
          {words.touchpoints.noPlacementHint}
        </Empty>
      ) : (
        <Answered query={experiences}>
          {({ items }) =>
            touchpoint.placements.map((placement) => (
              <PlacementSection
                key={placement.key}
                placement={placement}
                body={placements.data?.items.find(({ key }) => key === placement.key)?.body}
                experiences={items.filter(({ body }) => body.placement === placement.key)}
              />
            ))
          }
        </Answered>
      )}
    </Page>
  );
}

function PlacementSection(props: {
  readonly placement: TouchpointAnswer["placements"][number];
  readonly body: Placement | undefined;
  readonly experiences: readonly Defined<Experience>[];
}): ReactElement {
  const { key, name } = props.placement;
  return (
    <Section
      title={name}
      aside={
        <span className="section-links">
          <Link to="/placements/$key" params={{ key }} className="text-link">
            {words.touchpoints.aboutPlacement}
          </Link>
          <Link to="/preview" search={{ placement: key }} className="text-link">
            {words.touchpoints.preview}
          </Link>
          <Link to="/experiences/new" search={{ placement: key }} className="text-link">
            {words.experience.make}
          </Link>
        </span>
      }
    >
      <ExperienceList
        label={words.touchpoints.experiencesAt(name)}
        experiences={props.experiences}
        placement={props.body}
      />
    </Section>
  );
}

function NoTouchpoint(): ReactElement {
  return (
    <Page
      title={words.touchpoints.missingTitle}
      before={<BackLink to="/touchpoints" label={words.touchpoints.title} />}
    >
      <Empty title={words.touchpoints.missing} />
    </Page>
  );
}
