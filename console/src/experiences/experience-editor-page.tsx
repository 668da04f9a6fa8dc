import type { JsonObject } from "@attune/contract";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useDefinition } from "../definitions/definition-queries.ts";
import { Answered } from "../parts/answered.tsx";
import { BackLink } from "../parts/back-link.tsx";
import { Icon } from "../parts/icon.tsx";
import { Page } from "../parts/page.tsx";
import { words } from "../words/words.ts";
import { ExperienceEditor } from "./experience-editor.tsx";
import { NoExperience } from "./experience-page.tsx";

export function NewExperiencePage(): ReactElement {
  const { placement = "" } = useSearch({ from: "/experiences/new" });
  const body: JsonObject = { name: "", placement, content: {}, priority: 0 };
  return (
    <Page
      title={words.experience.newTitle}
      before={<BackLink to="/touchpoints" label={words.touchpoints.title} />}
    >
      <ExperienceEditor start={{ key: undefined, version: 0, body }} />
    </Page>
  );
}

export function EditExperiencePage(): ReactElement {
  const { key } = useParams({ from: "/experiences/$key/edit" });
  const experience = useDefinition<JsonObject>("experience", key);
  return (
    <Answered query={experience} missing={<NoExperience />}>
      {({ body, version }) => (
        <Page
          title={words.experience.editTitle(String(body["name"]))}
          before={
            <Link to="/experiences/$key" params={{ key }} className="back-link">
              <Icon name="back" size={16} />
              {String(body["name"])}
            </Link>
          }
        >
          <ExperienceEditor start={{ key, version, body }} />
        </Page>
      )}
    </Answered>
  );
}
