import type { DefinitionAnswer } from "@attune/contract";
import { Button, NativeSelect } from "@mantine/core";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { Answered } from "../parts/answered.tsx";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Empty } from "../parts/empty.tsx";
import { Moment } from "../parts/moment.tsx";
import { Page } from "../parts/page.tsx";
import { wordFor, words } from "../words/words.ts";
import { ApplyPanel } from "./apply-panel.tsx";
import { nameOf } from "./definition-page.tsx";
import { useDefinitions } from "./definition-queries.ts";
import "./definitions.css";
import { useExport } from "./use-export.ts";

const columns: readonly Column<DefinitionAnswer>[] = [
  {
    key: "name",
    title: words.definitions.name,
    cell: (row) => (
      <>
        <Link to="/definitions/$kind/$key" params={{ kind: row.kind, key: row.key }} className="row-link">
          <bdi>{nameOf(row)}</bdi>
        </Link>
        <span className="row-detail">
          {wordFor(words.definitions.kinds, row.kind)}, <code>{row.key}</code>
        </span>
      </>
    ),
  },
  { key: "state", title: words.definitions.state, cell: (row) => words.definitions.states[row.state] },
  { key: "version", title: words.definitions.versionTitle, numeric: true, cell: (row) => row.version },
  {
    key: "changed",
    title: words.definitions.changedTitle,
    cell: (row) => (
      <>
        <Moment at={row.changedAt} />
        <span className="row-detail">{row.author}</span>
      </>
    ),
  },
];

/** Everything that staff decide, as data: what stands, who changed it when, out and in as a file. */
export function DefinitionsPage(): ReactElement {
  const { kind = "" } = useSearch({ from: "/definitions" });
  const definitions = useDefinitions();
  const [isApplying, setApplying] = useState(false);
  const exporting = useExport();
  return (
    <Page
      title={words.definitions.title}
      lead={<p>{words.definitions.lead}</p>}
      actions={
        <>
          <Button variant="default" loading={exporting.isPending} onClick={() => exporting.mutate()}>
            {words.definitions.export}
          </Button>
          <Button variant="default" aria-expanded={isApplying} onClick={() => setApplying(!isApplying)}>
            {words.definitions.import}
          </Button>
          <Link to="/definitions/new" search={kind === "" ? {} : { kind }} className="button-link">
            {words.definitions.make}
          </Link>
        </>
      }
    >
      {isApplying && <ApplyPanel />}
      <Answered query={definitions}>
        {({ items }) => <List items={items as readonly DefinitionAnswer[]} kind={kind} />}
      </Answered>
    </Page>
  );
}

function List(props: { readonly items: readonly DefinitionAnswer[]; readonly kind: string }): ReactElement {
  const { items, kind } = props;
  const navigate = useNavigate({ from: "/definitions" });
  if (items.length === 0)
    return <Empty title={words.definitions.emptyTitle}>{words.definitions.empty}</Empty>;
  const kinds = [...new Set(items.map((item) => item.kind))].sort();
  return (
    <>
      <search className="filters">
        <NativeSelect
          aria-label={words.definitions.kind}
          value={kind}
          data={[
            { value: "", label: words.definitions.allKinds },
            ...kinds.map((value) => ({
              value,
              label: words.definitions.kindCount(
                wordFor(words.definitions.kinds, value),
                items.filter((item) => item.kind === value).length,
              ),
            })),
          ]}
          onChange={(event) => {
            const { value } = event.currentTarget;
            void navigate({ search: value === "" ? {} : { kind: value }, replace: true });
          }}
        />
      </search>
      <DataTable
        name="definitions"
        label={words.definitions.title}
        columns={columns}
        rows={items.filter((item) => kind === "" || item.kind === kind)}
        rowKey={(row) => `${row.kind}/${row.key}`}
      />
    </>
  );
}
