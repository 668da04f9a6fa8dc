import { type ReactElement, type ReactNode, useEffect } from "react";
import { words } from "../words/words.ts";

/** A page's frame: its title, what can be done, and the content below. */
export function Page(props: {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly before?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}): ReactElement {
  usePageTitle(props.title);
  return (
    <div className="page">
      {props.before}
      <header className="page-head">
        <div className="page-title">
          <h1>
            <bdi>{props.title}</bdi>
          </h1>
          {props.lead !== undefined && <div className="page-lead">{props.lead}</div>}
        </div>
        {props.actions !== undefined && <div className="page-actions">{props.actions}</div>}
      </header>
      {props.children}
    </div>
  );
}

export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = title === words.product ? title : `${title} · ${words.product}`;
  }, [title]);
}
