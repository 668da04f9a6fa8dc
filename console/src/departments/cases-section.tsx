import type { ReactElement } from "react";
import { useResume } from "../customers/more-queries.ts";
import { resumeText } from "../customers/resume-section.tsx";
import { Answered } from "../parts/answered.tsx";
import { Moment } from "../parts/moment.tsx";
import { Section } from "../parts/section.tsx";
import { wordFor, words } from "../words/words.ts";

const kinds: readonly string[] = ["case", "promise", "appointment"];

/** What waits for us: open cases, promises, appointments. */
export function CasesSection({ customerRef }: { readonly customerRef: string }): ReactElement {
  const resume = useResume(customerRef, "service");
  return (
    <Section title={words.departments.cases} name="cases">
      <Answered query={resume} lines={2}>
        {({ entries }) => {
          const open = entries.filter(({ kind }) => kinds.includes(kind));
          if (open.length === 0) return <p className="quiet">{words.departments.noCases}</p>;
          return (
            <ul className="pairs">
              {open.map((entry) => (
                <li key={`${entry.kind}/${entry.id ?? ""}`} className="pair">
                  <bdi>
                    {wordFor(words.people.resumeKinds, entry.kind)}:{" "}
                    {entry.withheld ? words.people.keptBack : resumeText(entry)}
                  </bdi>
                  <span className="pair-end quiet">
                    <Moment at={entry.at} />
                  </span>
                </li>
              ))}
            </ul>
          );
        }}
      </Answered>
    </Section>
  );
}
