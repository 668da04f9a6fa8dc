import type { JsonObject } from "@attune/contract";
import type { ReactElement } from "react";
import { flatten, plainText } from "../json/flatten.ts";

/** An object as name and value, one a line. */
export function Values({ object }: { readonly object: JsonObject }): ReactElement {
  return (
    <dl className="values">
      {flatten(object).map(([path, value]) => (
        <div key={path}>
          <dt>{path}</dt>
          <dd>
            <bdi>{plainText(value)}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
