import type { ReactElement } from "react";
import { words } from "../words/words.ts";

/** Said in words wherever a simulated record is shown: nobody may take it for a real customer. */
export function SimulatedMark(): ReactElement {
  return (
    <span className="simulated" title={words.simulatedHint}>
      {words.simulated}
    </span>
  );
}
