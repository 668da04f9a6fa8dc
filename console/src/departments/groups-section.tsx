import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useFormats } from "../parts/formats-context.tsx";
import { Section } from "../parts/section.tsx";
import { Waiting } from "../parts/waiting.tsx";
import { words } from "../words/words.ts";
import { useGroups } from "./department-queries.ts";

/** Groups of customers with their size now; the number opens who they are. */
export function GroupsSection(props: {
  readonly title: string;
  readonly keys: readonly string[];
}): ReactElement {
  const groups = useGroups(props.keys);
  const formats = useFormats();
  return (
    <Section title={props.title} name="groups">
      {groups === undefined && <Waiting lines={4} />}
      {groups?.length === 0 && (
        <p className="quiet">
          {words.departments.noGroups}{" "}
          <Link to="/segments" className="text-link">
            {words.departments.toSegments}
          </Link>
        </p>
      )}
      {groups !== undefined && groups.length > 0 && (
        <ul className="rows">
          {groups.map(({ key, name, size }) => (
            <li key={key}>
              <Link to="/segments/$key" params={{ key }} className="group-row">
                <span>{name}</span>
                <span className="group-size tabular">
                  {size === undefined ? words.nothing : formats.number(size)}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
