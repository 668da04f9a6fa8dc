import type { DefinitionAnswer } from "@attune/contract";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Answered } from "../parts/answered.tsx";
import { Moment } from "../parts/moment.tsx";
import { Section } from "../parts/section.tsx";
import "../parts/data-table.css";
import { words } from "../words/words.ts";
import { useVersions } from "./definition-queries.ts";
import "./definitions.css";

/** The last few versions: who, when, why, and a way to what changed. */
export function VersionsSection(props: {
  readonly kind: string;
  readonly definitionKey: string;
}): ReactElement {
  const { kind, definitionKey } = props;
  const versions = useVersions(kind, definitionKey);
  return (
    <Section
      title={words.definitions.versions}
      aside={
        <Link to="/definitions/$kind/$key" params={{ kind, key: definitionKey }} className="text-link">
          {words.definitions.compare}
        </Link>
      }
    >
      <Answered query={versions} lines={3}>
        {({ items }) => (
          <ol className="versions">
            {items.slice(0, 5).map((version) => (
              <OneVersion key={version.version} version={version} />
            ))}
          </ol>
        )}
      </Answered>
    </Section>
  );
}

export function OneVersion({ version }: { readonly version: DefinitionAnswer }): ReactElement {
  return (
    <li>
      <span>
        {words.definitions.version(version.version)},{" "}
        {version.version === version.liveVersion
          ? words.definitions.inForce
          : words.definitions.states[version.state]}
      </span>
      <span className="row-detail">
        <Moment at={version.changedAt} />, {version.author}
        {version.reason !== "" && `: ${version.reason}`}
      </span>
    </li>
  );
}
