import type { ReactElement } from "react";
import { Section } from "../parts/section.tsx";
import { words } from "../words/words.ts";

/** What the customer may claim; no part of the product keeps any yet. */
export function EntitlementsSection(): ReactElement {
  return (
    <Section title={words.departments.entitlements} name="entitlements">
      <p className="quiet">{words.departments.noEntitlements}</p>
    </Section>
  );
}
