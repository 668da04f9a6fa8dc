import type { Json } from "@attune/contract";
import type { ReactElement } from "react";
import "./json.css";

/** JSON to be read. `marked` are one-based lines that stand out. */
export function JsonView(props: {
  readonly value: Json;
  readonly label: string;
  readonly marked?: ReadonlySet<number>;
}): ReactElement {
  return (
    <TextView text={JSON.stringify(props.value, null, 2)} label={props.label} {...markedOf(props.marked)} />
  );
}

/** The same for a text that may not be JSON at all. */
export function TextView(props: {
  readonly text: string;
  readonly label: string;
  readonly marked?: ReadonlySet<number>;
}): ReactElement {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a section would be a landmark; this only scrolls
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
    <div role="group" className="json-view" aria-label={props.label} tabIndex={0}>
      <pre>
        {props.text.split("\n").map((line, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text have no other name
            key={index}
            className={props.marked?.has(index + 1) === true ? "json-line is-wrong" : "json-line"}
          >
            <span className="json-number" aria-hidden="true">
              {index + 1}
            </span>
            <span className="json-text">
              {line}
              {"\n"}
            </span>
          </span>
        ))}
      </pre>
    </div>
  );
}

function markedOf(marked: ReadonlySet<number> | undefined): { readonly marked?: ReadonlySet<number> } {
  return marked === undefined ? {} : { marked };
}
