import type { ReactElement, ReactNode } from "react";

/** What may be wider or longer than its place: reachable by keyboard, so that arrow keys move it. */
export function Scrolled(props: {
  readonly label: string;
  readonly className?: string;
  readonly children: ReactNode;
}): ReactElement {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups fields; this is a table that scrolls
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div role="group" className={props.className ?? "scrolled"} aria-label={props.label} tabIndex={0}>
      {props.children}
    </div>
  );
}
