import type { JsonObject } from "@attune/contract";
import { useDebouncedValue } from "@mantine/hooks";
import { type ReactElement, useMemo, useState } from "react";
import { usePreviewDecision } from "../decisions/decision-queries.ts";
import { PreviewedAnswer } from "../decisions/previewed.tsx";
import { type AskedPreview, type Choose, channelIn, QuestionFields } from "../decisions/question-fields.tsx";
import { Section } from "../parts/section.tsx";
import { words } from "../words/words.ts";
import type { ExperienceDraft } from "./experience-draft.ts";

const pauseMs = 400;
/** Of a draft that has no name yet. */
const firstKey = "new-experience";

/** What a chosen customer would see were the experience live as it is written now. Nothing is kept. */
export function PreviewSection(props: {
  readonly experienceKey: string;
  readonly draft: ExperienceDraft;
}): ReactElement {
  const { told } = props.draft;
  const [asked, setAsked] = useState<AskedPreview>({});
  const [isOpen, setOpen] = useState(false);
  const choose: Choose = (part, value) =>
    setAsked(({ [part]: _, ...rest }) =>
      value === undefined || value === "" ? rest : { ...rest, [part]: value },
    );
  return (
    <Section title={words.experience.previewTitle}>
      <p className="quiet">{words.experience.previewLead}</p>
      {isOpen ? (
        <>
          <QuestionFields
            asked={{ ...asked, placement: told.placement }}
            choose={choose}
            withPlacement={false}
          />
          <Outcome asked={asked} experienceKey={props.experienceKey} body={props.draft.body} told={told} />
        </>
      ) : (
        <button type="button" className="text-button" onClick={() => setOpen(true)}>
          {words.experience.previewOpen}
        </button>
      )}
    </Section>
  );
}

function Outcome(props: {
  readonly asked: AskedPreview;
  readonly experienceKey: string;
  readonly body: JsonObject;
  readonly told: ExperienceDraft["told"];
}): ReactElement {
  const { screen = "desk", channel, ...asked } = props.asked;
  // A draft without a name has no key yet, and can be looked at all the same.
  const key = props.experienceKey === "" ? firstKey : props.experienceKey;
  const [body] = useDebouncedValue(props.body, pauseMs);
  const drafts = useMemo(() => ({ [key]: named(body) }), [key, body]);
  const { placement, name } = props.told;
  const query = usePreviewDecision({ ...asked, channel: channelIn(channel), placement, drafts });
  const isConditionOfNow = asked.at !== undefined && props.told.condition !== undefined;
  if (placement === "") return <p className="quiet">{words.experience.previewNeedsPlacement}</p>;
  return (
    <>
      {isConditionOfNow && <p className="quiet">{words.experience.previewConditionNow}</p>}
      <PreviewedAnswer
        query={query}
        placement={placement}
        screen={screen}
        own={{ key, name: name.trim() === "" ? words.experience.unnamed : name }}
      />
    </>
  );
}

function named(body: JsonObject): JsonObject {
  const { name } = body;
  return typeof name === "string" && name.trim() !== "" ? body : { ...body, name: words.experience.unnamed };
}
