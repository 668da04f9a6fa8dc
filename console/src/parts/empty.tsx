import type { ReactElement, ReactNode } from "react";

/** Empty is a page too: what this is for and the one next step. */
export function Empty(props: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}): ReactElement {
  return (
    <div className="empty">
      <h2>{props.title}</h2>
      {props.children !== undefined && <div className="empty-text">{props.children}</div>}
      {props.action}
    </div>
  );
}
