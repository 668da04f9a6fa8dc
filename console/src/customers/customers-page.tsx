import { useDebouncedCallback } from "@mantine/hooks";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { Answered } from "../parts/answered.tsx";
import { DataTable } from "../parts/data-table.tsx";
import { Empty } from "../parts/empty.tsx";
import { EndOfList } from "../parts/end-of-list.tsx";
import { useFormats } from "../parts/formats-context.tsx";
import { Page } from "../parts/page.tsx";
import { Section } from "../parts/section.tsx";
import { words } from "../words/words.ts";
import { customerColumns } from "./customer-columns.tsx";
import { type CustomerPages, useCustomers } from "./customer-queries.ts";
import "./customers.css";
import type { CustomerRow } from "../api/forms.ts";
import { SearchField } from "../parts/search-field.tsx";

/** Who are our customers? Newest first, or those that a search finds; visitors who never said who they are only when asked for. */
export function CustomersPage(): ReactElement {
  const { query = "", visitors } = useSearch({ from: "/customers" });
  const withAnonymous = visitors === "also";
  const customers = useCustomers(query, withAnonymous);
  return (
    <Page title={words.customers.title}>
      <div className="customers-tools">
        <CustomerSearch query={query} />
        <AnonymousSwitch isOn={withAnonymous} />
      </div>
      <Answered query={customers} lines={12}>
        {(data) => (
          <CustomerList
            rows={data.pages.flatMap((page) => page.items)}
            near={data.pages[0]?.near ?? []}
            query={query}
            customers={customers}
          />
        )}
      </Answered>
    </Page>
  );
}

function CustomerSearch({ query }: { readonly query: string }): ReactElement {
  const navigate = useNavigate({ from: "/customers" });
  const [typed, setTyped] = useState(query);
  const [asked, setAsked] = useState(query);
  if (query !== asked) {
    // The address changed by something else than typing here: back, a link, "show all".
    setAsked(query);
    setTyped(query);
  }
  const ask = useDebouncedCallback((text: string) => {
    const next = text.trim();
    setAsked(next);
    void navigate({
      search: ({ query: _, ...rest }) => (next === "" ? rest : { ...rest, query: next }),
      replace: true,
    });
  }, 150);
  return (
    <search className="customers-search">
      <SearchField
        aria-label={words.customers.search}
        placeholder={words.customers.placeholder}
        value={typed}
        onChange={(text) => {
          setTyped(text);
          ask(text);
        }}
      />
    </search>
  );
}

function AnonymousSwitch({ isOn }: { readonly isOn: boolean }): ReactElement {
  const navigate = useNavigate({ from: "/customers" });
  return (
    <label className="customers-also">
      <input
        type="checkbox"
        role="switch"
        checked={isOn}
        aria-checked={isOn}
        onChange={() =>
          void navigate({
            search: ({ visitors: _, ...rest }) => (isOn ? rest : { ...rest, visitors: "also" }),
            replace: true,
          })
        }
      />
      {words.customers.alsoAnonymous}
    </label>
  );
}

function CustomerList(props: {
  readonly rows: readonly CustomerRow[];
  readonly near: readonly CustomerRow[];
  readonly query: string;
  readonly customers: CustomerPages;
}): ReactElement {
  const { rows, near, query, customers } = props;
  if (rows.length === 0 && near.length === 0)
    return query === "" ? <NoCustomers /> : <NobodyFound query={query} />;
  return (
    <>
      {rows.length > 0 && (
        <Rows
          label={words.customers.title}
          rows={rows}
          withChannels={rows[0]?.channels !== undefined}
          busy={customers.isPlaceholderData}
        />
      )}
      {near.length > 0 && (
        <Section title={rows.length === 0 ? words.people.near : words.people.nearToo} name="near">
          <Rows
            label={words.people.nearToo}
            rows={near}
            withChannels={near[0]?.channels !== undefined}
            busy={customers.isPlaceholderData}
          />
        </Section>
      )}
      <EndOfList
        hasMore={customers.hasNextPage}
        busy={customers.isFetchingNextPage}
        onMore={() => void customers.fetchNextPage()}
      />
    </>
  );
}

function Rows(props: {
  readonly label: string;
  readonly rows: readonly CustomerRow[];
  readonly withChannels: boolean;
  readonly busy: boolean;
}): ReactElement {
  const formats = useFormats();
  return (
    <DataTable
      name="customers"
      label={props.label}
      columns={customerColumns(formats, props.withChannels)}
      rows={props.rows}
      rowKey={(row) => row.id}
      busy={props.busy}
    />
  );
}

function NoCustomers(): ReactElement {
  return (
    <Empty
      title={words.customers.emptyTitle}
      action={<code className="code-line">{words.customers.emptyCode}</code>}
    >
      {words.customers.empty}
    </Empty>
  );
}

function NobodyFound({ query }: { readonly query: string }): ReactElement {
  return (
    <Empty
      title={words.customers.noneTitle(query)}
      action={
        <Link to="/customers" className="text-link">
          {words.customers.clear}
        </Link>
      }
    >
      {words.customers.none}
    </Empty>
  );
}
