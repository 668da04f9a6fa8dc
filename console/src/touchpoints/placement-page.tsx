import type { ContentSchema, Experience, Placement } from "@attune/contract";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { type Defined, useDefinition, useDefinitions } from "../definitions/definition-queries.ts";
import { ContentView } from "../experiences/content-view.tsx";
import { ExperienceList } from "../experiences/experience-list.tsx";
import { Answered } from "../parts/answered.tsx";
import { BackLink } from "../parts/back-link.tsx";
import { Empty } from "../parts/empty.tsx";
import { useFormats } from "../parts/formats-context.tsx";
import { Icon } from "../parts/icon.tsx";
import { Page } from "../parts/page.tsx";
import { Section } from "../parts/section.tsx";
import "../parts/data-table.css";
import { wordFor, words } from "../words/words.ts";
import "./touchpoints.css";

/** What fits here, and what competes for it? */
export function PlacementPage(): ReactElement {
  const { key } = useParams({ from: "/placements/$key" });
  const placement = useDefinition<Placement>("placement", key);
  return (
    <Answered query={placement} missing={<NoPlacement />}>
      {(data) => <OnePlacement placement={data} />}
    </Answered>
  );
}

function OnePlacement({ placement }: { readonly placement: Defined<Placement> }): ReactElement {
  const { key, body } = placement;
  const experiences = useDefinitions<Experience>("experience");
  return (
    <Page
      title={body.name}
      lead={<p>{useFactsOf(body)}</p>}
      before={
        body.touchpoint === undefined ? (
          <BackLink to="/touchpoints" label={words.touchpoints.title} />
        ) : (
          <Link to="/touchpoints/$key" params={{ key: body.touchpoint }} className="back-link">
            <Icon name="back" size={16} />
            {words.placement.toTouchpoint}
          </Link>
        )
      }
      actions={
        <>
          <Link
            to="/definitions/$kind/$key"
            params={{ kind: "placement", key }}
            className="button-link button-link-quiet"
          >
            {words.touchpoints.definition}
          </Link>
          <Link to="/preview" search={{ placement: key }} className="button-link button-link-quiet">
            {words.touchpoints.preview}
          </Link>
          <Link to="/experiences/new" search={{ placement: key }} className="button-link">
            <Icon name="plus" size={16} />
            {words.experience.make}
          </Link>
        </>
      }
    >
      <div className="placement">
        <Section title={words.placement.competes}>
          <p className="quiet">{words.placement.order}</p>
          <Answered query={experiences}>
            {({ items }) => (
              <ExperienceList
                label={words.touchpoints.experiencesAt(body.name)}
                experiences={items.filter((one) => one.body.placement === key)}
                placement={body}
              />
            )}
          </Answered>
        </Section>
        <div>
          <Section title={words.placement.otherwise}>
            {body.content === undefined ? (
              <p className="quiet">{words.placement.nothing}</p>
            ) : (
              <ContentView content={body.content} />
            )}
          </Section>
          <Section title={words.placement.fits}>
            <SchemaFields schema={body.contentSchema} />
          </Section>
        </div>
      </div>
    </Page>
  );
}

function useFactsOf(body: Placement): string {
  const formats = useFormats();
  const { size, items, slots, channel, nature = "promotional", staff } = body;
  return formats.list([
    ...(channel === undefined ? [] : [wordFor(words.channels, channel)]),
    wordFor(words.placement.natures, nature),
    ...(staff === true ? [words.placement.staff] : []),
    ...(size?.width === undefined || size.height === undefined
      ? []
      : [words.placement.size(formats.number(size.width), formats.number(size.height))]),
    ...(items === undefined ? [] : [words.placement.items(items.limit)]),
    words.placement.slots(slots?.most ?? 1),
  ]);
}

function SchemaFields({ schema }: { readonly schema: ContentSchema | undefined }): ReactElement {
  if (schema?.properties === undefined) return <p className="quiet">{words.placement.anything}</p>;
  return (
    <dl className="pairs">
      {Object.entries(schema.properties).map(([name, field]) => (
        <div key={name} className="pair">
          <dt>
            {field.title ?? name}
            {field.description !== undefined && <span className="row-detail">{field.description}</span>}
          </dt>
          <dd className="pair-end quiet">{ruleOf(field, schema.required?.includes(name) === true)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What a field takes, in words. */
function ruleOf(field: ContentSchema, isRequired: boolean): string {
  const parts = [
    field.enum === undefined
      ? wordFor(words.placement.types, field.format ?? field.type)
      : words.placement.oneOf(field.enum.map(String).join(", ")),
    ...(field.maxLength === undefined ? [] : [words.placement.mostLong(field.maxLength)]),
    ...(isRequired ? [words.placement.required] : []),
  ];
  return parts.join(", ");
}

function NoPlacement(): ReactElement {
  return (
    <Page
      title={words.placement.missingTitle}
      before={<BackLink to="/touchpoints" label={words.touchpoints.title} />}
    >
      <Empty title={words.placement.missing} />
    </Page>
  );
}
