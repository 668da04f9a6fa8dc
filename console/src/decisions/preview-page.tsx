import type { JsonObject } from "@attune/contract";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { type Defined, useDefinition } from "../definitions/definition-queries.ts";
import { Answered } from "../parts/answered.tsx";
import { BackLink } from "../parts/back-link.tsx";
import { Empty } from "../parts/empty.tsx";
import { Page } from "../parts/page.tsx";
import { words } from "../words/words.ts";
import { usePreviewDecision } from "./decision-queries.ts";
import "./decisions.css";
import { OverridesSection } from "./overrides-section.tsx";
import { PreviewedAnswer } from "./previewed.tsx";
import { type Choose, channelIn, QuestionFields } from "./question-fields.tsx";

/** What would this customer see here, on that channel, at that moment, and why? Of what is live, and of a draft as if it were. */
export function PreviewPage(): ReactElement {
  const { draft, placement = "", profile } = useSearch({ from: "/preview" });
  return (
    <Page
      title={words.decision.previewTitle}
      lead={<p>{words.decision.previewLead}</p>}
      before={<BackLink to="/touchpoints" label={words.touchpoints.title} />}
    >
      <Question />
      {placement === "" ? (
        <Empty title={words.decision.choose} />
      ) : draft === undefined ? (
        <Preview draft={undefined} />
      ) : (
        <WithDraft draftKey={draft} />
      )}
      {placement !== "" && profile !== undefined && (
        <OverridesSection profile={profile} placement={placement} />
      )}
    </Page>
  );
}

function WithDraft({ draftKey }: { readonly draftKey: string }): ReactElement {
  const experience = useDefinition<JsonObject>("experience", draftKey);
  return (
    <Answered query={experience} missing={<Empty title={words.experience.missing} />}>
      {(found) => (
        <>
          <DraftNote name={String(found.body["name"])} />
          <Preview draft={found} />
        </>
      )}
    </Answered>
  );
}

function DraftNote({ name }: { readonly name: string }): ReactElement {
  const navigate = useNavigate({ from: "/preview" });
  return (
    <p className="draft-note">
      <span>{words.decision.withDraft(name)}</span>{" "}
      <button
        type="button"
        className="text-button"
        onClick={() => void navigate({ search: ({ draft: _, ...rest }) => rest, replace: true })}
      >
        {words.decision.withoutDraft}
      </button>
    </p>
  );
}

function Preview({ draft }: { readonly draft: Defined<JsonObject> | undefined }): ReactElement {
  const { placement = "", screen = "desk", channel, ...asked } = useSearch({ from: "/preview" });
  const drafts = draft === undefined ? undefined : { [draft.key]: draft.body };
  const query = usePreviewDecision({ ...asked, channel: channelIn(channel), placement, drafts });
  const own = draft && { key: draft.key, name: String(draft.body["name"]) };
  return <PreviewedAnswer query={query} placement={placement} screen={screen} own={own} />;
}

function Question(): ReactElement {
  const asked = useSearch({ from: "/preview" });
  const navigate = useNavigate({ from: "/preview" });
  const choose: Choose = (part, value) =>
    void navigate({
      search: ({ [part]: _, ...rest }) =>
        value === undefined || value === "" ? rest : { ...rest, [part]: value },
      replace: true,
      resetScroll: false,
    });
  return <QuestionFields asked={asked} choose={choose} withPlacement />;
}
