import type { ImportKind } from "@attune/contract";
import { NativeSelect, TextInput } from "@mantine/core";
import type { ReactElement } from "react";
import { wordFor, words } from "../words/words.ts";
import { type ImportField, importFields, nameOf } from "./import-fields.ts";
import type { MappingForm } from "./mapping-of.ts";
import { cellText } from "./row-table.tsx";
import type { FileSample } from "./use-sample-rows.ts";

interface ChoicesProps {
  readonly kind: ImportKind;
  readonly sample: FileSample;
  readonly form: MappingForm;
  readonly onChange: (form: MappingForm) => void;
}

/** Which column is what, each with a value of the file beside it. */
export function ColumnChoices(props: ChoicesProps): ReactElement {
  const { kind, form, onChange } = props;
  return (
    <>
      <ul className="columns">
        {importFields[kind].map((field) => (
          <OneField key={nameOf(field)} {...props} field={field} />
        ))}
      </ul>
      <div className="form-fields import-settings">
        <TextInput
          label={words.imports.timeZone}
          autoComplete="off"
          value={form.timeZone}
          onChange={(event) => onChange({ ...form, timeZone: event.currentTarget.value.trim() })}
        />
        <TextInput
          label={words.imports.date}
          placeholder="DD/MM/YYYY HH:mm"
          description={words.imports.dateHint}
          inputWrapperOrder={["label", "input", "error", "description"]}
          autoComplete="off"
          value={form.date}
          onChange={(event) => onChange({ ...form, date: event.currentTarget.value })}
        />
        <NativeSelect
          label={words.imports.decimal}
          value={form.decimal}
          data={[
            { value: ".", label: "1,234.50" },
            { value: ",", label: "1.234,50" },
          ]}
          onChange={(event) => onChange({ ...form, decimal: event.currentTarget.value === "," ? "," : "." })}
        />
      </div>
    </>
  );
}

function OneField({
  field,
  sample,
  form,
  onChange,
}: ChoicesProps & { readonly field: ImportField }): ReactElement {
  const name = nameOf(field);
  const column = form.columns[name] ?? "";
  const constant = form.constants[name] ?? "";
  const example = cellText(sample.rows.find(({ values }) => cellText(values[column]) !== "")?.values[column]);
  const label = wordFor(words.imports.fields, field.path);
  const isMissing = field.isNeeded === true && column === "" && constant === "";
  return (
    <li className="column-choice">
      <NativeSelect
        label={field.isNeeded === true ? words.experience.mustHave(label) : label}
        value={column}
        error={isMissing ? words.imports.needed : undefined}
        data={[
          { value: "", label: field.path === "currency" ? words.imports.always : words.imports.notThere },
          ...sample.columns,
        ]}
        onChange={(event) =>
          onChange({ ...form, columns: { ...form.columns, [name]: event.currentTarget.value } })
        }
      />
      {column === "" && field.path === "currency" ? (
        <TextInput
          aria-label={words.imports.alwaysOf(label)}
          placeholder="EUR"
          value={constant}
          onChange={(event) =>
            onChange({
              ...form,
              constants: { ...form.constants, [name]: event.currentTarget.value.trim().toUpperCase() },
            })
          }
        />
      ) : (
        <span className="row-detail column-example">{column === "" ? "" : words.imports.such(example)}</span>
      )}
    </li>
  );
}
