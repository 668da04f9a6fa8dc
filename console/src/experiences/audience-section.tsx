import { type Condition, type Json, parseConditionText, printCondition } from "@attune/contract";
import { NativeSelect } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { type ReactElement, useMemo, useState } from "react";
import { ApiProblem } from "../api/problem.ts";
import { JsonEditor } from "../json/json-editor.tsx";
import type { TextFault } from "../json/text-fault.ts";
import { ChangingNumber } from "../parts/changing-number.tsx";
import { useFormats } from "../parts/formats-context.tsx";
import { Section } from "../parts/section.tsx";
import { usePreview, useSegments } from "../segments/segment-queries.ts";
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
      {way === "condition" && <ConditionText condition={condition} onChange={set} draft={draft} />}
      {way !== "everyone" && <AudienceSize condition={condition} />}
    </Section>
  );
}

function wayOf(condition: Condition | undefined): Way {
  if (condition === undefined) return "everyone";
  return "segment" in condition ? "segment" : "condition";
}

function ConditionText(props: {
  readonly condition: Condition | undefined;
  readonly draft: ExperienceDraft;
  readonly onChange: (condition: Condition | undefined) => void;
}): ReactElement {
  const { condition, draft } = props;
  const [text, setText] = useState(() => (condition === undefined ? "" : printCondition(condition)));
  const parsed = useMemo(() => (text.trim() === "" ? undefined : parseConditionText(text)), [text]);
  const refused = draft.faultAt("/condition", true);
  const faults: readonly TextFault[] = [
    ...(parsed?.faults ?? []).map(({ line, column, message }) => {
      const from = offsetOf(text, line) + column - 1;
      return { line, from, until: from + 1, message };
    }),
    ...(refused === undefined ? [] : [{ line: 1, from: 0, until: text.length, message: refused }]),
  ];
  return (
    <JsonEditor
      label={words.experience.condition}
      hint={words.experience.conditionHint}
      text={text}
      faults={faults}
      onChange={(next) => {
        setText(next);
        const read = next.trim() === "" ? undefined : parseConditionText(next);
        if (read === undefined || read.condition !== undefined) props.onChange(read?.condition);
      }}
    />
  );
}

function offsetOf(text: string, line: number): number {
  return text
    .split("\n")
    .slice(0, line - 1)
    .reduce((sum, one) => sum + one.length + 1, 0);
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
  const preview = usePreview(asked as Json | undefined); // a condition is JSON
  if (condition === undefined) return null;
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
        {words.experience.sizeOf(formats.percent(preview.data.share))}
      </p>
      <p className="quiet">{preview.data.explanation}</p>
    </div>
  );
}
