import type { Json } from "@attune/contract";
import type { ReactElement } from "react";
import { Said } from "../parts/said.tsx";
import "./experiences.css";
import { isObject } from "../json/is-object.ts";

/**
 * Content as facts, whatever its form: what is an address of a picture is shown as one, all else as text. Nothing of it is markup
 * here, also where the placement lets it be.
 */
export function ContentView({ content }: { readonly content: Json }): ReactElement {
  if (!isObject(content)) return <p className="content-text">{textOf(content)}</p>;
  return (
    <dl className="content">
      {Object.entries(content).map(([name, value]) => (
        <div key={name} className="content-field">
          <dt className="quiet">{name}</dt>
          <dd>
            <FieldValue value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function FieldValue({ value }: { readonly value: Json }): ReactElement {
  if (typeof value === "string") return <bdi>{value}</bdi>;
  if (isObject(value)) return <ContentView content={value} />;
  if (Array.isArray(value)) {
    return (
      <ul>
        {value.map((one, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of a list that is only shown
          <li key={at}>
            <FieldValue value={one} />
          </li>
        ))}
      </ul>
    );
  }
  return <Said text={textOf(value)} />;
}

function textOf(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
