import { type ImportKind, importKinds } from "@attune/contract";
import { NativeSelect } from "@mantine/core";
import { type ReactElement, useState } from "react";
import { Page } from "../parts/page.tsx";
import { Section } from "../parts/section.tsx";
import { words } from "../words/words.ts";
import { FilePlan } from "./file-plan.tsx";
import "./imports.css";

/** Brings a file in: what is in it, which column is what, a dry run, then the import with its bad rows as a file. */
export function ImportsPage(): ReactElement {
  const [kind, setKind] = useState<ImportKind>("customers");
  const [file, setFile] = useState<File>();
  return (
    <Page title={words.imports.title} lead={<p>{words.imports.lead}</p>}>
      <Section title={words.imports.what}>
        <div className="import-choice">
          <NativeSelect
            label={words.imports.kind}
            value={kind}
            data={importKinds.map((value) => ({ value, label: words.imports.kinds[value] }))}
            onChange={(event) => setKind(event.currentTarget.value as ImportKind)}
          />
          <label className="file-field">
            <span className="field-label">{words.imports.file}</span>
            <input
              type="file"
              accept=".csv,.tsv,.txt,.jsonl,.ndjson,.gz,.parquet"
              onChange={(event) => setFile(event.currentTarget.files?.[0])}
            />
          </label>
        </div>
        <p className="quiet">{words.imports.hints[kind]}</p>
      </Section>
      {file !== undefined && (
        <FilePlan key={`${kind}/${file.name}/${file.lastModified}`} kind={kind} file={file} />
      )}
    </Page>
  );
}
