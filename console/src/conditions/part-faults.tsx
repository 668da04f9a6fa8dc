import type { ReactElement } from "react";
import { Said } from "../parts/said.tsx";

/** What is wrong, said beside the part that is. */
export function Faults(props: { readonly id?: string; readonly messages: readonly string[] }): ReactElement {
  return (
    <div id={props.id} className="part-faults" role="status" aria-live="polite">
      {[...new Set(props.messages)].map((message) => (
        <p key={message} className="fault">
          <Said text={message} />
        </p>
      ))}
    </div>
  );
}
