import type { ReactElement } from "react";

/** A number that changes by itself: a reader for the blind is told, politely, what it became. */
export function ChangingNumber(props: { readonly shown: string; readonly spoken: string }): ReactElement {
  return (
    <span className="changing-number">
      <span aria-hidden="true">{props.shown}</span>
      <span className="only-spoken" aria-live="polite" aria-atomic="true">
        {props.spoken}
      </span>
    </span>
  );
}
