import type { ContentSchema, Json, JsonObject } from "@attune/contract";
import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { type ReactElement, useState } from "react";
import { isObject } from "../json/is-object.ts";
import { words } from "../words/words.ts";

interface FieldProps {
  readonly name: string;
  readonly schema: ContentSchema;
  readonly isRequired: boolean;
  readonly value: Json | undefined;
  readonly fault: string | undefined;
  readonly placeholder: string | undefined;
  readonly onChange: (value: Json | undefined) => void;
}

/** Content by the schema of its placement, one field a member; without one as JSON. `base`: what is shown where a language leaves a field out. */
export function ContentForm(props: {
  readonly schema: ContentSchema | undefined;
  readonly content: Json;
  readonly base?: Json;
  readonly faultAt: (pointer: string) => string | undefined;
  readonly onChange: (content: Json) => void;
}): ReactElement {
  const { schema, content, base, faultAt } = props;
  if (schema?.properties === undefined || !isObject(content)) {
    return (
      <JsonField
        label={words.experience.content}
        value={content}
        fault={faultAt("")}
        onChange={(value) => props.onChange(value ?? null)}
      />
    );
  }
  return (
    <div className="content-form">
      {Object.entries(schema.properties).map(([name, field]) => (
        <Field
          key={name}
          name={name}
          schema={field}
          isRequired={base === undefined && schema.required?.includes(name) === true}
          value={content[name]}
          fault={faultAt(`/${name}`)}
          placeholder={placeholderOf(base, name)}
          onChange={(value) => props.onChange(withMember(content, name, value))}
        />
      ))}
    </div>
  );
}

function placeholderOf(base: Json | undefined, name: string): string | undefined {
  const value = base !== undefined && isObject(base) ? base[name] : undefined;
  return typeof value === "string" ? value : undefined;
}

function Field(props: FieldProps): ReactElement {
  const { schema } = props;
  if (schema.enum !== undefined) return <ChoiceField {...props} options={schema.enum} />;
  if (schema.type === "boolean") return <TickField {...props} />;
  if (schema.type === "number" || schema.type === "integer") return <NumberField {...props} />;
  if (schema.type === "string") return <TextField {...props} />;
  return (
    <JsonField label={labelOf(props)} value={props.value} fault={props.fault} onChange={props.onChange} />
  );
}

function labelOf({ name, schema, isRequired }: FieldProps): string {
  const label = schema.title ?? name;
  return isRequired ? words.experience.mustHave(label) : label;
}

function shared(props: FieldProps): {
  readonly label: string;
  readonly description?: string;
  readonly error: string | undefined;
} {
  const description = props.schema.description;
  return {
    label: labelOf(props),
    ...(description === undefined ? {} : { description }),
    error: props.fault,
  };
}

/** Beyond this a text is written in several lines. */
const longLine = 120;

function TextField(props: FieldProps): ReactElement {
  const { schema } = props;
  const value = typeof props.value === "string" ? props.value : "";
  const isLong = schema.format === "html" || (schema.maxLength ?? 0) > longLine;
  const common = {
    ...shared(props),
    value,
    placeholder: props.placeholder ?? "",
    onChange: (event: { readonly currentTarget: { readonly value: string } }): void =>
      props.onChange(event.currentTarget.value === "" ? undefined : event.currentTarget.value),
  };
  const left = schema.maxLength === undefined ? undefined : schema.maxLength - [...value].length;
  return (
    <div>
      {isLong ? <Textarea rows={3} {...common} /> : <TextInput autoComplete="off" {...common} />}
      {left !== undefined && (
        <p className={left < 0 ? "fault" : "quiet field-left"}>{words.experience.left(left)}</p>
      )}
    </div>
  );
}

function NumberField(props: FieldProps): ReactElement {
  return (
    <TextInput
      {...shared(props)}
      type="number"
      step={props.schema.type === "integer" ? 1 : "any"}
      value={typeof props.value === "number" ? String(props.value) : ""}
      onChange={(event) => {
        const value = event.currentTarget.valueAsNumber;
        props.onChange(Number.isNaN(value) ? undefined : value);
      }}
    />
  );
}

function ChoiceField(
  props: FieldProps & { readonly options: readonly (string | number | boolean)[] },
): ReactElement {
  const { options } = props;
  return (
    <NativeSelect
      {...shared(props)}
      value={props.value === undefined ? "" : String(props.value)}
      data={[{ value: "", label: words.nothing }, ...options.map(String)]}
      onChange={(event) => {
        const chosen = event.currentTarget.value;
        props.onChange(options.find((option) => String(option) === chosen));
      }}
    />
  );
}

function TickField(props: FieldProps): ReactElement {
  return (
    <label className="tick">
      <input
        type="checkbox"
        checked={props.value === true}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      {labelOf(props)}
    </label>
  );
}

/** A part without a form of its own: as JSON, kept as it was written until it can be read. */
export function JsonField(props: {
  readonly label: string;
  readonly hint?: string;
  readonly value: Json | undefined;
  readonly fault: string | undefined;
  readonly onChange: (value: Json | undefined) => void;
}): ReactElement {
  const [text, setText] = useState(() =>
    props.value === undefined ? "" : JSON.stringify(props.value, null, 2),
  );
  const read = readJson(text);
  return (
    <Textarea
      label={props.label}
      {...(props.hint === undefined ? {} : { description: props.hint })}
      rows={Math.min(Math.max(text.split("\n").length, 2), 14)}
      spellCheck={false}
      className="code-field"
      value={text}
      error={read === "unreadable" ? words.experience.noJson : props.fault}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setText(next);
        const value = readJson(next);
        if (value !== "unreadable") props.onChange(value.value);
      }}
    />
  );
}

function readJson(text: string): { readonly value: Json | undefined } | "unreadable" {
  if (text.trim() === "") return { value: undefined };
  try {
    return { value: JSON.parse(text) as Json }; // what JSON.parse gives is JSON
  } catch {
    return "unreadable";
  }
}

export function withMember(object: JsonObject, name: string, value: Json | undefined): JsonObject {
  const { [name]: _, ...rest } = object;
  if (value === undefined) return rest;
  // A member that was there keeps its place.
  return name in object ? { ...object, [name]: value } : { ...rest, [name]: value };
}
