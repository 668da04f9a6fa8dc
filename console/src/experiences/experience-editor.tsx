import type { Json, JsonObject, Placement } from "@attune/contract";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { ApiProblem } from "../api/problem.ts";
import { type Defined, useDefinitions, useSaveDefinition } from "../definitions/definition-queries.ts";
import { sentenceOf } from "../parts/failed.tsx";
import { notify } from "../parts/notices.tsx";
import { Said } from "../parts/said.tsx";
import { Section } from "../parts/section.tsx";
import { LeaveGuard } from "../segments/leave-guard.tsx";
import { isKey, keyFromName } from "../segments/segment-key.ts";
import { words } from "../words/words.ts";
import { AudienceSection } from "./audience-section.tsx";
import { ContentForm, JsonField } from "./content-form.tsx";
import { type ExperienceDraft, useExperienceDraft } from "./experience-draft.ts";
import { useSentence } from "./experience-sentence.ts";
import "./experiences.css";
import { isObject } from "../json/is-object.ts";
import { PreviewSection } from "./preview-section.tsx";
import { ProductsSection } from "./products-section.tsx";
import { ScheduleSection } from "./schedule-section.tsx";
import { SimulateSection } from "./simulate-section.tsx";
import { LanguagesSection, VariantsSection } from "./variants-section.tsx";
import { WeightSection } from "./weight-section.tsx";

/** `key` is undefined while the experience is new. */
export interface ExperienceStart {
  readonly key: string | undefined;
  readonly version: number;
  readonly body: JsonObject;
}

/** Writes an experience: what is shown, to whom, when and how strongly, read aloud above all of it. */
export function ExperienceEditor({ start }: { readonly start: ExperienceStart }): ReactElement {
  const [first] = useState(start);
  const [version, setVersion] = useState(first.version);
  const [isText, setText] = useState(false);
  const save = useSaveDefinition();
  const draft = useExperienceDraft(first.body, save.error);
  const placements = useDefinitions<Placement>("placement");
  const placement = placements.data?.items.find(({ key }) => key === draft.told.placement)?.body;
  const navigate = useNavigate();
  const key = first.key ?? keyFromName(draft.told.name);

  const submit = (state: "draft" | "live"): void => {
    if (draft.told.name.trim() === "" || !isKey(key)) return;
    save.mutate(
      { kind: "experience", key, body: draft.body, state, version },
      {
        onSuccess: () => {
          notify(words.experience.saved[state](draft.told.name));
          void navigate({ to: "/experiences/$key", params: { key }, ignoreBlocker: true });
        },
      },
    );
  };

  return (
    <form className="experience-editor" onSubmit={(event) => event.preventDefault()} noValidate>
      <Sentence draft={draft} placement={placement} />
      <button type="button" className="text-button" aria-pressed={isText} onClick={() => setText(!isText)}>
        {isText ? words.experience.asForm : words.experience.asText}
      </button>
      {isText ? (
        <JsonField
          label={words.experience.wholeAsText}
          value={draft.body}
          fault={undefined}
          onChange={(body) => {
            if (isObject(body)) draft.replace(body);
          }}
        />
      ) : (
        <Sections
          draft={draft}
          placement={placement}
          placements={placements.data?.items ?? []}
          isNew={first.key === undefined}
        />
      )}
      <PreviewSection experienceKey={isKey(key) ? key : ""} draft={draft} />
      <SimulateSection experienceKey={isKey(key) ? key : ""} body={draft.body} />
      {save.isError && <SaveFault error={save.error} experienceKey={key} onTakeOver={setVersion} />}
      <div className="editor-actions">
        <Button onClick={() => submit("live")} loading={save.isPending && save.variables.state === "live"}>
          {words.experience.putLive}
        </Button>
        <Button
          variant="default"
          onClick={() => submit("draft")}
          loading={save.isPending && save.variables.state === "draft"}
        >
          {words.experience.keepDraft}
        </Button>
      </div>
      <LeaveGuard isChanged={draft.isChanged && !save.isSuccess} />
    </form>
  );
}

/** What the form says, as one would say it. */
function Sentence(props: {
  readonly draft: ExperienceDraft;
  readonly placement: Placement | undefined;
}): ReactElement {
  return <p className="experience-sentence">{useSentence(props.draft.told, props.placement)}</p>;
}

function Sections(props: {
  readonly draft: ExperienceDraft;
  readonly placement: Placement | undefined;
  readonly placements: readonly Defined<Placement>[];
  readonly isNew: boolean;
}): ReactElement {
  const { draft, placement } = props;
  const schema = placement?.contentSchema;
  return (
    <>
      <Section title={words.experience.what}>
        <div className="form-fields">
          <TextInput
            label={words.experience.name}
            description={words.experience.nameHint}
            inputWrapperOrder={["label", "input", "error", "description"]}
            autoComplete="off"
            value={draft.told.name}
            error={draft.faultAt("/name")}
            onChange={(event) => draft.set("name", event.currentTarget.value)}
          />
          <NativeSelect
            label={words.experience.placement}
            value={draft.told.placement}
            error={draft.faultAt("/placement")}
            data={[
              ...(draft.told.placement === ""
                ? [{ value: "", label: words.experience.choosePlacement }]
                : []),
              ...props.placements
                .filter(({ state }) => state !== "retired")
                .map(({ key, body }) => ({ value: key, label: body.name })),
            ]}
            onChange={(event) => draft.set("placement", event.currentTarget.value)}
          />
        </div>
        <ContentForm
          key={draft.told.placement}
          schema={schema}
          content={draft.told.content ?? {}}
          faultAt={(pointer) => draft.faultAt(`/content${pointer}`, pointer === "")}
          onChange={(content: Json) => draft.set("content", content)}
        />
      </Section>
      <AudienceSection draft={draft} />
      <ScheduleSection draft={draft} />
      <WeightSection draft={draft} />
      <ProductsSection draft={draft} />
      <VariantsSection draft={draft} schema={schema} />
      <LanguagesSection draft={draft} schema={schema} />
    </>
  );
}

/** What the server refused. When somebody else was faster: what they changed, and how to go on. */
function SaveFault(props: {
  readonly error: Error;
  readonly experienceKey: string;
  readonly onTakeOver: (version: number) => void;
}): ReactElement {
  const { error } = props;
  if (error instanceof ApiProblem && error.status === 409) {
    const newest = Number(/version (\d+)/.exec(error.message)?.[1] ?? Number.NaN);
    return (
      <div role="alert" className="conflict">
        <p className="fault">{words.experience.conflict}</p>
        <ul>
          {error.faults.map(({ pointer, message }) => (
            <li key={pointer}>
              <code>{pointer}</code> <Said text={message} />
            </li>
          ))}
        </ul>
        <p>
          <Link
            to="/definitions/$kind/$key"
            params={{ kind: "experience", key: props.experienceKey }}
            target="_blank"
            className="text-link"
          >
            {words.experience.seeTheirs}
          </Link>{" "}
          {!Number.isNaN(newest) && (
            <button type="button" className="text-button" onClick={() => props.onTakeOver(newest)}>
              {words.experience.keepMine}
            </button>
          )}
        </p>
      </div>
    );
  }
  const places = error instanceof ApiProblem ? error.faults : [];
  return (
    <div role="alert">
      <p className="fault">{sentenceOf(error)}</p>
      <ul>
        {places.map(({ pointer, message }) => (
          <li key={`${pointer}${message}`}>
            <code>{pointer}</code> <Said text={message} />
          </li>
        ))}
      </ul>
    </div>
  );
}
