import type { Json } from "@attune/contract";
import { Button } from "@mantine/core";
import type { ReactElement } from "react";
import { ConditionEditor } from "../conditions/condition-editor.tsx";
import { sentenceOf } from "../parts/failed.tsx";
import { words } from "../words/words.ts";
import { Conflict } from "./conflict.tsx";
import { LeaveGuard } from "./leave-guard.tsx";
import { NameFields } from "./name-fields.tsx";
import { PreviewSection } from "./preview-section.tsx";
import { starters } from "./starters.ts";
import { UseFields } from "./use-fields.tsx";
import { type EditorStart, type SegmentWork, useSegmentWork } from "./use-segment-work.ts";

/** Writes a condition beside what it means now: size, share, stages and some of the customers. */
export function SegmentEditor({ start }: { readonly start: EditorStart }): ReactElement {
  const work = useSegmentWork(start);
  const { draft, rest, setRest } = work;
  return (
    <form className="editor" onSubmit={work.submit} noValidate>
      <div className="editor-main">
        <NameFields
          rest={rest}
          shownKey={work.key}
          isNew={work.isNew}
          isTried={work.isTried}
          onChange={setRest}
        />
        {work.isNew && <Starters onPick={draft.condition.change} />}
        <ConditionEditor draft={draft.condition} faults={draft.faults} />
        <UseFields body={rest.body} error={work.error} onChange={(body) => setRest({ ...rest, body })} />
        <Saving work={work} />
      </div>
      <PreviewSection draft={draft} />
      <LeaveGuard isChanged={work.isChanged} />
    </form>
  );
}

/** What saving met, and the button. */
function Saving({ work }: { readonly work: SegmentWork }): ReactElement {
  const { draft, error } = work;
  const isMarked = draft.faults.length > 0;
  return (
    <>
      {work.isConflict && (
        <Conflict
          segmentKey={work.key}
          mine={draft.condition.value}
          onTheirs={work.takeTheirs}
          onMine={work.keepMine}
        />
      )}
      {error !== null && !work.isConflict && !isMarked && (
        <p role="alert" className="fault">
          {sentenceOf(error)}
        </p>
      )}
      <div className="editor-actions">
        <Button type="submit" loading={work.isSaving}>
          {words.editor.save}
        </Button>
        {work.isTried && isMarked && <span className="fault">{words.editor.mendFirst}</span>}
      </div>
    </>
  );
}

function Starters(props: { readonly onPick: (condition: Json) => void }): ReactElement {
  return (
    <div className="starters">
      <span className="quiet">{words.editor.starters}</span>
      {starters.map((starter) => (
        <button
          key={starter.label}
          type="button"
          className="starter"
          onClick={() => props.onPick(starter.condition)}
        >
          {starter.label}
        </button>
      ))}
    </div>
  );
}
