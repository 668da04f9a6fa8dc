import { type Condition, type Json, parseCondition } from "@attune/contract";
import { NativeSelect } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { type ReactElement, useEffect, useState } from "react";
import { ApiProblem } from "../api/problem.ts";
import { ConditionEditor } from "../conditions/condition-editor.tsx";
import { ChangingNumber } from "../parts/changing-number.tsx";
import { useFormats } from "../parts/formats-context.tsx";
import { Section } from "../parts/section.tsx";
import { usePreview, useSegments } from "../segments/segment-queries.ts";
import { starters } from "../segments/starters.ts";
import { useDraft } from "../segments/use-draft.ts";
import { words } from "../words/words.ts";
import type { ExperienceDraft } from "./experience-draft.ts";

type Way = "everyone" | "segment" | "condition";

/** For whom: everyone, a segment, or a condition of its own, with how many that are now. */
export function AudienceSection({ draft }: { readonly draft: ExperienceDraft }): ReactElement {
  const { condition } = draft.told;
  const [way, setWay] = useState<Way>(wayOf(condition));
  const { data: segments } = useSegments();
  const set = (next: Condition | undefined): void =>
    draft.set("condition", next === undefined ? undefined : (next as unknown as Json)); // a condition is JSON
  return (
    <Section title={words.experience.forWhom}>
      <div className="form-fields">
        <NativeSelect
          label={words.experience.audience}
          value={way}
          data={(["everyone", "segment", "condition"] as const).map((value) => ({
            value,
            label: words.experience.ways[value],
          }))}
          onChange={(event) => {
            const next = event.currentTarget.value as Way;
            setWay(next);
            if (next === "everyone") set(undefined);
            const first = segments?.items[0]?.key;
            if (next === "segment" && first !== undefined) set({ segment: first });
            // Something that can be read, to begin from: as a new segment does.
            if (next === "condition" && condition === undefined)
              set(starters[0]?.condition as unknown as Condition);
          }}
        />
        {way === "segment" && (
          <NativeSelect
            label={words.experience.segment}
            value={condition !== undefined && "segment" in condition ? condition.segment : ""}
            data={(segments?.items ?? []).map(({ key, name }) => ({ value: key, label: name }))}
            error={draft.faultAt("/condition", true)}
            onChange={(event) => set({ segment: event.currentTarget.value })}
          />
        )}
      </div>
      {way === "condition" && <OwnCondition draft={draft} />}
      {way !== "everyone" && <AudienceSize condition={condition} />}
    </Section>
  );
}

function wayOf(condition: Condition | undefined): Way {
  if (condition === undefined) return "everyone";
  return "segment" in condition ? "segment" : "condition";
}

/** A condition as a sentence, as text or as JSON; what is on the screen is what the experience says. */
function OwnCondition({ draft }: { readonly draft: ExperienceDraft }): ReactElement {
  const [start] = useState<Json>(() => draft.body["condition"] ?? null);
  const written = useDraft(start, draft.saveError);
  const { value } = written.condition;
  const { set } = draft;
  useEffect(() => {
    if (value !== null) set("condition", value);
  }, [value, set]);
  return <ConditionEditor draft={written.condition} faults={written.faults} />;
}

const pauseMs = 300;

/** How many that are at this moment, and in words who. */
export function AudienceSize({
  condition,
}: {
  readonly condition: Condition | undefined;
}): ReactElement | null {
  const formats = useFormats();
  const [asked] = useDebouncedValue(condition, pauseMs);
  const isRight = asked !== undefined && parseCondition(asked).faults === undefined;
  const preview = usePreview(isRight ? (asked as unknown as Json) : undefined); // a condition is JSON
  if (condition === undefined || !isRight) return null;
  if (preview.isError && preview.error instanceof ApiProblem)
    return <p className="fault">{preview.error.faults[0]?.message ?? preview.error.message}</p>;
  if (preview.data === undefined) return <p className="quiet">{words.editor.previewing}</p>;
  const size = formats.number(preview.data.size);
  return (
    <div className="audience-size">
      <p>
        <strong className="tabular">
          <ChangingNumber shown={size} spoken={words.segments.sizeNow(size)} />
        </strong>{" "}
        {words.experience.sizeOf(preview.data.size, formats.percent(preview.data.share))}
      </p>
      <p className="quiet">{preview.data.explanation}</p>
    </div>
  );
}
