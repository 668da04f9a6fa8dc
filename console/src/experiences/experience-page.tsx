import type { Experience, HoldOut, Placement } from "@attune/contract";
import { Button } from "@mantine/core";
import { Link, useParams } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import {
  type Defined,
  useDefinition,
  useDefinitions,
  useRetire,
  useSaveDefinition,
} from "../definitions/definition-queries.ts";
import { VersionsSection } from "../definitions/versions-section.tsx";
import { Answered } from "../parts/answered.tsx";
import { BackLink } from "../parts/back-link.tsx";
import { Confirm } from "../parts/confirm.tsx";
import { Empty } from "../parts/empty.tsx";
import { sentenceOf } from "../parts/failed.tsx";
import { useFormats, useNow } from "../parts/formats-context.tsx";
import { Icon } from "../parts/icon.tsx";
import { notify } from "../parts/notices.tsx";
import { Page } from "../parts/page.tsx";
import { Section } from "../parts/section.tsx";
import { words } from "../words/words.ts";
import { AudienceSize } from "./audience-section.tsx";
import { ContentView } from "./content-view.tsx";
import { useSentence } from "./experience-sentence.ts";
import { standingOf } from "./experience-standing.ts";
import "../touchpoints/touchpoints.css";
import "./experiences.css";
import { LiftSection } from "./lift-section.tsx";
import { languageName } from "./variants-section.tsx";

/** What does this experience show, to whom, and is it shown? */
export function ExperiencePage(): ReactElement {
  const { key } = useParams({ from: "/experiences/$key" });
  const experience = useDefinition<Experience>("experience", key);
  return (
    <Answered query={experience} missing={<NoExperience />}>
      {(data) => <OneExperience experience={data} />}
    </Answered>
  );
}

function OneExperience({ experience }: { readonly experience: Defined<Experience> }): ReactElement {
  const { body, key } = experience;
  const placements = useDefinitions<Placement>("placement");
  const placement = placements.data?.items.find((one) => one.key === body.placement)?.body;
  const sentence = useSentence(body, placement);
  const standing = standingOf(experience, useNow());
  return (
    <Page
      title={body.name}
      before={
        <Link to="/placements/$key" params={{ key: body.placement }} className="back-link">
          <Icon name="back" size={16} />
          {placement?.name ?? body.placement}
        </Link>
      }
      lead={
        <>
          <p>{sentence}</p>
          <p className="experience-standing" data-standing={standing}>
            {words.experience.standings[standing]}
          </p>
        </>
      }
      actions={<Acts experience={experience} />}
    >
      <div className="placement">
        <div>
          <Section title={words.experience.shows}>
            <ContentView content={body.content} />
            {(body.variants ?? []).map((variant) => (
              <div key={variant.key} className="other-content">
                <h3>{words.experience.variant(variant.key)}</h3>
                <ContentView content={variant.content ?? body.content} />
              </div>
            ))}
            {Object.entries(body.locales ?? {}).map(([tag, content]) => (
              <div key={tag} className="other-content">
                <h3>{languageName(tag)}</h3>
                <ContentView content={content} />
              </div>
            ))}
          </Section>
          {body.condition !== undefined && (
            <Section title={words.experience.forWhom}>
              <AudienceSize condition={body.condition} />
            </Section>
          )}
          <LiftSection experienceKey={key} />
        </div>
        <div>
          <VersionsSection kind="experience" definitionKey={key} />
          <HoldOuts experience={experience} />
        </div>
      </div>
    </Page>
  );
}

function Acts({ experience }: { readonly experience: Defined<Experience> }): ReactElement {
  const { key, body, state, version } = experience;
  const save = useSaveDefinition();
  return (
    <>
      <Link
        to="/preview"
        search={{ placement: body.placement, ...(state === "live" ? {} : { draft: key }) }}
        className="button-link button-link-quiet"
      >
        {words.touchpoints.preview}
      </Link>
      <Link to="/experiences/$key/edit" params={{ key }} className="button-link button-link-quiet">
        {words.experience.edit}
      </Link>
      {state === "live" ? (
        <Retire experience={experience} />
      ) : (
        <Button
          loading={save.isPending}
          onClick={() =>
            save.mutate(
              { kind: "experience", key, body: { ...body } as never, state: "live", version },
              { onSuccess: () => notify(words.experience.saved.live(body.name)) },
            )
          }
        >
          {words.experience.putLive}
        </Button>
      )}
      {save.isError && (
        <p role="alert" className="fault">
          {sentenceOf(save.error)}
        </p>
      )}
    </>
  );
}

function Retire({ experience }: { readonly experience: Defined<Experience> }): ReactElement {
  const [isAsked, setAsked] = useState(false);
  const retire = useRetire();
  const { key, version, body } = experience;
  return (
    <>
      <Button variant="default" onClick={() => setAsked(true)}>
        {words.experience.retire}
      </Button>
      {retire.isError && (
        <p role="alert" className="fault">
          {sentenceOf(retire.error)}
        </p>
      )}
      <Confirm
        opened={isAsked}
        title={words.experience.retireTitle(body.name)}
        text={words.experience.retireText}
        act={words.experience.retire}
        busy={retire.isPending}
        onAct={() =>
          retire.mutate(
            { kind: "experience", key, version },
            {
              onSuccess: () => notify(words.experience.retired(body.name)),
              onSettled: () => setAsked(false),
            },
          )
        }
        onClose={() => setAsked(false)}
      />
    </>
  );
}

/** Who is not shown it so that the rest can be compared with them. */
function HoldOuts({ experience }: { readonly experience: Defined<Experience> }): ReactElement | null {
  const formats = useFormats();
  const holdOuts = useDefinitions<HoldOut>("hold-out");
  const { key, body } = experience;
  const touching = (holdOuts.data?.items ?? []).filter(
    ({ state, body: { scope } }) =>
      state === "live" &&
      (scope === "promotional" ||
        (scope.tag !== undefined ? body.tags?.includes(scope.tag) === true : scope.experience === key)),
  );
  return (
    <Section title={words.experience.holdOuts}>
      {touching.length === 0 ? (
        <p className="quiet">{words.experience.noHoldOut}</p>
      ) : (
        <ul>
          {touching.map(({ key: name, body: { name: called, share } }) => (
            <li key={name}>{words.experience.heldBack(called, formats.percent(share))}</li>
          ))}
        </ul>
      )}
      <Link to="/contact-rules" className="text-link">
        {words.touchpoints.rules}
      </Link>
    </Section>
  );
}

export function NoExperience(): ReactElement {
  return (
    <Page
      title={words.experience.missingTitle}
      before={<BackLink to="/touchpoints" label={words.touchpoints.title} />}
    >
      <Empty title={words.experience.missing} />
    </Page>
  );
}
