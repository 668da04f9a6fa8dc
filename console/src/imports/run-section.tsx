import { createMakeRecords, type ImportKind, type Json, type Mapping, MappingFault } from "@attune/contract";
import { Button, Progress } from "@mantine/core";
import { type ReactElement, useMemo } from "react";
import { JsonView } from "../json/json-view.tsx";
import { useFormats } from "../parts/formats-context.tsx";
import { saveFile } from "../parts/save-file.ts";
import { Section } from "../parts/section.tsx";
import { words } from "../words/words.ts";
import type { ImportResult } from "./run-import.ts";
import { type RunningImport, useImport } from "./use-import.ts";
import type { FileSample } from "./use-sample-rows.ts";

interface RunProps {
  readonly kind: ImportKind;
  readonly file: File;
  readonly sample: FileSample;
  readonly mapping: Mapping;
}

/** What the first row becomes, then the dry run, then the import. */
export function RunSection(props: RunProps): ReactElement {
  const { kind, file, mapping } = props;
  const running = useImport();
  return (
    <Section title={words.imports.run}>
      <FirstRecord {...props} />
      <div className="import-acts">
        <Button
          variant="default"
          disabled={running.isRunning}
          onClick={() => running.start(kind, file, mapping, true)}
        >
          {words.imports.dryRun}
        </Button>
        <Button disabled={running.isRunning} onClick={() => running.start(kind, file, mapping, false)}>
          {words.imports.start}
        </Button>
        {running.isRunning && (
          <Button variant="subtle" onClick={running.stop}>
            {words.imports.stop}
          </Button>
        )}
      </div>
      <Standing running={running} />
      {running.result !== undefined && (
        <Outcome result={running.result} isDry={running.isDry} fileName={file.name} />
      )}
    </Section>
  );
}

function FirstRecord({ kind, sample, mapping }: RunProps): ReactElement {
  const made = useMemo(() => firstRecord({ kind, sample, mapping }), [kind, sample, mapping]);
  return (
    <details className="unfolding first-record">
      <summary>{words.imports.becomes}</summary>
      {typeof made === "string" ? (
        <p className="fault">{made}</p>
      ) : (
        <JsonView value={made} label={words.imports.becomes} />
      )}
    </details>
  );
}

function firstRecord({
  kind,
  sample,
  mapping,
}: Pick<RunProps, "kind" | "sample" | "mapping">): Json | string {
  try {
    const make = createMakeRecords(kind, mapping, true, new Set());
    const [first] = [...make.take(sample.rows), ...make.end()];
    if (first === undefined) return words.imports.noRows;
    if (!("bad" in first)) return first.record as Json; // made of the rows of a file
    return first.bad.map(({ line, message }) => words.imports.badLine(line, message)).join(" ");
  } catch (error) {
    if (error instanceof MappingFault) return error.message;
    throw error;
  }
}

function Standing({ running }: { readonly running: RunningImport }): ReactElement {
  const formats = useFormats();
  const { state } = running;
  return (
    <div role="status" aria-live="polite" className="import-standing">
      {running.fault !== undefined && <p className="fault">{running.fault}</p>}
      {state !== undefined && running.isRunning && (
        <>
          <Progress value={state.share * 100} aria-label={words.imports.progress} />
          <p className="quiet tabular">
            {words.imports.counts(
              formats.number(state.accepted),
              formats.number(state.unchanged),
              formats.number(state.badRows),
              running.isDry,
            )}
          </p>
        </>
      )}
    </div>
  );
}

const mostShown = 20;

function Outcome(props: {
  readonly result: ImportResult;
  readonly isDry: boolean;
  readonly fileName: string;
}): ReactElement {
  const { result, isDry } = props;
  const formats = useFormats();
  const bad = result.errors.slice(1);
  return (
    <div role="status" className="import-outcome">
      <p>
        <strong>{isDry ? words.imports.dryDone : words.imports.done}</strong>{" "}
        {words.imports.counts(
          formats.number(result.accepted),
          formats.number(result.unchanged),
          formats.number(result.badRows),
          isDry,
        )}
      </p>
      {bad.length > 0 && (
        <>
          <Button
            variant="default"
            onClick={() =>
              saveFile(`${props.fileName}.errors.csv`, "text/csv", [`${result.errors.join("\n")}\n`])
            }
          >
            {words.imports.errorFile}
          </Button>
          <ol className="bad-rows" aria-label={words.imports.badRows}>
            {bad.slice(0, mostShown).map((line) => (
              <li key={line}>
                <code>{line}</code>
              </li>
            ))}
          </ol>
          {bad.length > mostShown && <p className="quiet">{words.imports.moreBad(bad.length - mostShown)}</p>}
        </>
      )}
    </div>
  );
}
