import { type ReactElement, type ReactNode, useId } from "react";

/** A titled part of a page, reachable as a region. */
export function Section(props: {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly name?: string;
  readonly children: ReactNode;
}): ReactElement {
  const titleId = useId();
  return (
    <section
      className={`section${props.name === undefined ? "" : ` section-${props.name}`}`}
      aria-labelledby={titleId}
    >
      <div className="section-head">
        <h2 id={titleId}>{props.title}</h2>
        {props.aside}
      </div>
      {props.children}
    </section>
  );
}
