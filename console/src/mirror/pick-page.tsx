import { Button } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { send } from "../api/client.ts";
import type { CustomerRow } from "../api/forms.ts";
import { useCustomers } from "../customers/customer-queries.ts";
import { displayName, mainIdentifier } from "../customers/display-name.ts";
import "../departments/departments.css";
import { useGroups } from "../departments/department-queries.ts";
import { Answered } from "../parts/answered.tsx";
import { sentenceOf } from "../parts/failed.tsx";
import { Page } from "../parts/page.tsx";
import { Section } from "../parts/section.tsx";
import { SimulatedMark } from "../parts/simulated-mark.tsx";
import { useMembers } from "../segments/segment-queries.ts";
import { words } from "../words/words.ts";
import "./mirror.css";
import { SearchField } from "../parts/search-field.tsx";

/** Whom to look at from all sides. */
export function PickPage(): ReactElement {
  const [typed, setTyped] = useState("");
  const [asked] = useDebouncedValue(typed.trim(), 150);
  const customers = useCustomers(asked, false);
  return (
    <Page title={words.mirror.title} lead={<p>{words.mirror.lead}</p>} actions={<MakeUp />}>
      <search className="mirror-pick">
        <SearchField
          size="md"
          label={words.mirror.pick}
          description={words.mirror.pickLead}
          placeholder={words.departments.findHint}
          iconSize={18}
          value={typed}
          onChange={setTyped}
        />
      </search>
      <Answered query={customers} lines={6}>
        {({ pages }) => (
          <>
            {asked === "" && <Telling />}
            <Choices
              rows={[...(pages[0]?.items ?? []), ...(pages[0]?.near ?? [])].slice(0, 8)}
              query={asked}
            />
          </>
        )}
      </Answered>
    </Page>
  );
}

const telling = "carted-not-bought";

/** Who left something in the cart has something to see on every channel. */
function Telling(): ReactElement | null {
  const groups = useGroups([telling]);
  return groups === undefined || groups.length === 0 ? null : <TellingCustomers />;
}

function TellingCustomers(): ReactElement | null {
  const { data } = useMembers(telling, "live");
  const rows = data?.pages[0]?.items.slice(0, 5) ?? [];
  if (rows.length === 0) return null;
  return (
    <Section title={words.mirror.telling} name="telling">
      <ul className="rows">
        {rows.map((row) => (
          <li key={row.profile}>
            <Link to="/mirror/$ref" params={{ ref: row.profile }} className="group-row">
              <bdi>{row.name ?? displayName(row)}</bdi>
              {row.simulated && <SimulatedMark />}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Choices(props: { readonly rows: readonly CustomerRow[]; readonly query: string }): ReactElement {
  if (props.rows.length === 0)
    return (
      <p className="quiet">
        {props.query === "" ? words.customers.emptyTitle : words.store.nobody(props.query)}
      </p>
    );
  return (
    <ul className="rows">
      {props.rows.map((row) => (
        <li key={row.id}>
          <Link to="/mirror/$ref" params={{ ref: row.id }} className="group-row">
            <bdi>{displayName(row)}</bdi>
            {row.simulated && <SimulatedMark />}
            <bdi className="quiet">{mainIdentifier(row)}</bdi>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function MakeUp(): ReactElement {
  const navigate = useNavigate();
  const making = useMutation({
    mutationFn: () => send("POST", "/api/rehearsals/customers", {}, {}),
    onSuccess: ({ profile }) => navigate({ to: "/mirror/$ref", params: { ref: profile } }),
  });
  return (
    <>
      <Button variant="default" loading={making.isPending} onClick={() => making.mutate()}>
        {words.mirror.tryOut}
      </Button>
      {making.isError && (
        <p role="alert" className="fault">
          {sentenceOf(making.error)}
        </p>
      )}
    </>
  );
}
