import type { Json } from "@attune/contract";
import type { ReactElement } from "react";
import "./json.css";

/** JSON to be read, with numbered lines. */
export function JsonView(props: { readonly value: Json; readonly label: string }): ReactElement {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups fields; this is text that scrolls
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
    <div role="group" className="json-view" aria-label={props.label} tabIndex={0}>
      <pre>
        {JSON.stringify(props.value, null, 2)
          .split("\n")
          .map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text have no other name
            <span key={index} className="json-line">
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
