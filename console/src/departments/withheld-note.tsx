import type { ReactElement } from "react";
import { words } from "../words/words.ts";
import "./departments.css";

/** Why so little is shown. */
export function WithheldNote(): ReactElement {
  return (
    <p className="withheld-note">
      <strong>{words.departments.withheldTitle}.</strong> {words.departments.withheld}
    </p>
  );
}
