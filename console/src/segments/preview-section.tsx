import { lifecycleStages, type SegmentCustomer, type SegmentPreview } from "@attune/contract";
import type { ReactElement } from "react";
import { displayName, mainIdentifier } from "../customers/display-name.ts";
import { ChangingNumber } from "../parts/changing-number.tsx";
import { useFormats } from "../parts/formats-context.tsx";
import { Section } from "../parts/section.tsx";
import { SimulatedMark } from "../parts/simulated-mark.tsx";
import { words } from "../words/words.ts";
import type { Draft } from "./use-draft.ts";

/** What the condition means today. The last answer stays, paler, until the next is there. */
export function PreviewSection({ draft }: { readonly draft: Draft }): ReactElement {
  const { preview, faults, isSettled } = draft;
  const isWrong = faults.length > 0 || !draft.condition.isRead;
  return (
    <div className="editor-preview" data-stale={isWrong || !isSettled}>
      <Section title={words.editor.preview}>
        {preview.data === undefined ? (
          <p className="quiet">
            {isWrong || preview.isError ? words.editor.previewWaits : words.editor.previewing}
          </p>
        ) : (
          <>
            <Shown preview={preview.data} />
            {isWrong && <p className="fault">{words.editor.previewOld}</p>}
          </>
        )}
      </Section>
    </div>
  );
}

function Shown({ preview }: { readonly preview: SegmentPreview }): ReactElement {
  const formats = useFormats();
  const size = formats.number(preview.size);
  return (
    <>
      <p className="size-number">
        <ChangingNumber shown={size} spoken={words.segments.sizeNow(size)} />
      </p>
      <p className="quiet">{words.editor.previewOf(formats.percent(preview.share))}</p>
      <p className="preview-explanation">{preview.explanation}</p>
      <Stages stages={preview.stages} />
      {preview.sample.length > 0 && (
        <>
          <h3 className="preview-sample">{words.editor.sample}</h3>
          <ul className="sample">
            {preview.sample.slice(0, 8).map((member) => (
              <SampleEntry key={member.profile} member={member} />
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** No link: following it would leave what is being written. */
function SampleEntry({ member }: { readonly member: SegmentCustomer }): ReactElement {
  return (
    <li>
      <bdi>{displayName(member)}</bdi>
      {member.simulated && <SimulatedMark />}
      <bdi className="row-detail">{mainIdentifier(member)}</bdi>
    </li>
  );
}

/** How many are in each stage of the customer's life, in the order of life. */
function Stages({ stages }: { readonly stages: SegmentPreview["stages"] }): ReactElement | null {
  const formats = useFormats();
  const known = lifecycleStages.filter((stage) => stages[stage] !== undefined);
  if (known.length === 0) return null;
  return (
    <>
      <h3 className="preview-sample">{words.editor.byStage}</h3>
      <dl className="pairs">
        {known.map((stage) => (
          <div key={stage} className="pair">
            <dt>{words.segments.stages[stage]}</dt>
            <dd className="pair-end tabular">{formats.number(stages[stage] ?? 0)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
