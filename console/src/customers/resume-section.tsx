import type { ResumeEntry } from "@attune/contract";
import type { ReactElement } from "react";
import { Answered } from "../parts/answered.tsx";
import { useFormats, useNow } from "../parts/formats-context.tsx";
import { channelIcon, Icon } from "../parts/icon.tsx";
import { Section } from "../parts/section.tsx";
import { wordFor, words } from "../words/words.ts";
import "./loyalty.css";
import { useResume } from "./more-queries.ts";

/** Where the customer left off, on any channel: what anybody who serves them can go on with. */
export function ResumeSection({ customerRef }: { readonly customerRef: string }): ReactElement {
  const resume = useResume(customerRef);
  return (
    <Section title={words.people.resume} name="resume">
      <Answered query={resume} lines={3}>
        {({ entries }) =>
          entries.length === 0 ? (
            <p className="quiet">{words.people.noResume}</p>
          ) : (
            <ul className="rows">
              {entries.map((entry) => (
                <li key={`${entry.kind}/${entry.id ?? ""}/${entry.at}`} className="resume-entry">
                  <Icon name={channelIcon(entry.channel)} size={16} />
                  <Entry entry={entry} />
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </Section>
  );
}

function Entry({ entry }: { readonly entry: ResumeEntry }): ReactElement {
  const formats = useFormats();
  const now = useNow();
  const kind = wordFor(words.people.resumeKinds, entry.kind);
  return (
    <span>
      {entry.withheld ? `${kind}: ${words.people.keptBack}` : <bdi>{`${kind}: ${resumeText(entry)}`}</bdi>}
      <span className="quiet pair-below">
        {wordFor(words.channels, entry.channel)}, {formats.point(entry.at, now)}
      </span>
    </span>
  );
}

/** What was left, in a few words. */
export function resumeText({ items = [], query, facts = {}, id }: ResumeEntry): string {
  const [first] = items;
  if (first !== undefined) {
    const name = first.name ?? first.product;
    return items.length === 1 ? name : words.andMore(name, items.length - 1);
  }
  if (query !== undefined) return `“${query}”`;
  for (const name of ["subject", "promise", "name", "service", "summary", "topic"]) {
    const text = facts[name];
    if (typeof text === "string" && text !== "") return text;
  }
  return id ?? words.people.noDetail;
}
