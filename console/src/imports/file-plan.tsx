import { type ImportKind, type Mapping, MappingFault, readMapping } from "@attune/contract";
import { Textarea } from "@mantine/core";
import { type ReactElement, useMemo, useState } from "react";
import { useBrand } from "../frame/brand.ts";
import { Empty } from "../parts/empty.tsx";
import { Section } from "../parts/section.tsx";
import { Waiting } from "../parts/waiting.tsx";
import { words } from "../words/words.ts";
import { ColumnChoices } from "./column-choices.tsx";
import { guessColumns, importFields } from "./import-fields.ts";
import { type MappingForm, mappingOf } from "./mapping-of.ts";
import { RowTable } from "./row-table.tsx";
import { RunSection } from "./run-section.tsx";
import { type FileSample, useSampleRows } from "./use-sample-rows.ts";

/** A file that was chosen: its first rows, the mapping, the run. */
export function FilePlan(props: { readonly kind: ImportKind; readonly file: File }): ReactElement {
  const sample = useSampleRows(props.file);
  if (sample.isError) {
    const said = sample.error instanceof MappingFault ? sample.error.message : "";
    return <Empty title={words.imports.unreadable}>{said === "" ? words.imports.noRows : said}</Empty>;
  }
  if (sample.data === undefined) return <Waiting />;
  return <Plan kind={props.kind} file={props.file} sample={sample.data} />;
}

function Plan(props: {
  readonly kind: ImportKind;
  readonly file: File;
  readonly sample: FileSample;
}): ReactElement {
  const { kind, file, sample } = props;
  const { data: brand } = useBrand();
  const [form, setForm] = useState<MappingForm>(() => ({
    columns: guessColumns(importFields[kind], sample.columns),
    constants: kind === "orders" ? { currency: brand?.currency ?? "" } : {},
    timeZone: brand?.timeZone ?? "",
    date: "",
    decimal: ".",
  }));
  const [text, setText] = useState<string>();
  const read = useMemo(() => readForm(kind, form, text), [kind, form, text]);
  return (
    <>
      <Section title={words.imports.rows}>
        <RowTable columns={sample.columns} rows={sample.rows.slice(0, 5)} />
      </Section>
      {importFields[kind].length > 0 && (
        <Section
          title={words.imports.mapping}
          aside={
            <button
              type="button"
              className="text-button"
              aria-pressed={text !== undefined}
              onClick={() =>
                setText(text === undefined ? JSON.stringify(mappingOf(kind, form) ?? {}, null, 2) : undefined)
              }
            >
              {text === undefined ? words.experience.asText : words.experience.asForm}
            </button>
          }
        >
          {text === undefined ? (
            <ColumnChoices kind={kind} sample={sample} form={form} onChange={setForm} />
          ) : (
            <Textarea
              label={words.imports.mappingText}
              description={words.imports.mappingTextHint}
              className="code-field"
              rows={16}
              spellCheck={false}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          )}
        </Section>
      )}
      {"fault" in read ? (
        <p role="alert" className="fault">
          {read.fault}
        </p>
      ) : (
        <RunSection kind={kind} file={file} sample={sample} mapping={read.mapping} />
      )}
    </>
  );
}

type Read = { readonly mapping: Mapping } | { readonly fault: string };

function readForm(kind: ImportKind, form: MappingForm, text: string | undefined): Read {
  try {
    const stated: unknown = text === undefined ? mappingOf(kind, form) : JSON.parse(text);
    return { mapping: readMapping(stated, words.imports.mappingName) };
  } catch (error) {
    if (error instanceof MappingFault) return { fault: error.message };
    if (error instanceof SyntaxError) return { fault: words.imports.mappingNoJson };
    throw error;
  }
}
