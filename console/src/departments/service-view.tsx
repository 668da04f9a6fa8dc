import { useDebouncedValue } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { useMe } from "../api/session.ts";
import { useCustomerSearch } from "../customers/customer-queries.ts";
import { Answered } from "../parts/answered.tsx";
import { Moment } from "../parts/moment.tsx";
import { SearchField } from "../parts/search-field.tsx";
import { Section } from "../parts/section.tsx";
import { Waiting } from "../parts/waiting.tsx";
import { useMembers } from "../segments/segment-queries.ts";
import { words } from "../words/words.ts";
import { CustomerLinks } from "./customer-links.tsx";
import { useGroups } from "./department-queries.ts";

const trouble = "complained";

/** First find who calls; below, who had trouble and waits. */
export function ServiceView(): ReactElement {
  const [typed, setTyped] = useState("");
  const [asked] = useDebouncedValue(typed.trim(), 150);
  const found = useCustomerSearch(asked, 10);
  const { may } = useMe();
  return (
    <>
      <search>
        <SearchField
          size="md"
          label={words.departments.find}
          placeholder={words.departments.findHint}
          iconSize={18}
          value={typed}
          onChange={setTyped}
        />
      </search>
      {asked !== "" && (
        <div className="department-found" aria-live="polite">
          <Answered query={found} lines={3}>
            {({ items, near = [] }) => (
              <CustomerLinks rows={items} near={near} query={asked} department="service" />
            )}
          </Answered>
        </div>
      )}
      {may("listSegmentMembers") && <TroubleSection />}
    </>
  );
}

function TroubleSection(): ReactElement {
  const groups = useGroups([trouble]);
  return (
    <Section title={words.departments.service.trouble} name="trouble">
      {groups === undefined && <Waiting lines={4} />}
      {groups?.length === 0 && <p className="quiet">{words.departments.service.noGroup}</p>}
      {groups !== undefined && groups.length > 0 && <Troubled />}
    </Section>
  );
}

function Troubled(): ReactElement {
  const members = useMembers(trouble, "live");
  return (
    <Answered query={members} lines={4}>
      {({ pages }) => {
        const rows = pages.flatMap((page) => page.items);
        if (rows.length === 0) return <p className="quiet">{words.departments.service.nobody}</p>;
        return (
          <ul className="rows">
            {rows.slice(0, 30).map((row) => (
              <li key={row.profile}>
                <Link
                  to="/departments/$department/$ref"
                  params={{ department: "service", ref: row.profile }}
                  className="group-row"
                >
                  <bdi>{row.name ?? row.profile}</bdi>
                  <span className="quiet">
                    <Moment at={row.enteredAt} />
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        );
      }}
    </Answered>
  );
}
