import { Button, NativeSelect } from "@mantine/core";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Answered } from "../parts/answered.tsx";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Empty } from "../parts/empty.tsx";
import { EndOfList } from "../parts/end-of-list.tsx";
import { sentenceOf } from "../parts/failed.tsx";
import { Moment } from "../parts/moment.tsx";
import { Page } from "../parts/page.tsx";
import { useStaff } from "../staff/staff-queries.ts";
import { words } from "../words/words.ts";
import { type AuditCheck, type AuditEntry, useAudit, useAuditCheck } from "./audit-queries.ts";
import "./audit.css";

const mostNamed = 3;
const kinds = ["view", "change"] as const;

const columns: readonly Column<AuditEntry>[] = [
  { key: "when", title: words.audit.when, cell: ({ at }) => <Moment at={at} /> },
  {
    key: "who",
    title: words.audit.who,
    cell: ({ actor, name }) => (
      <>
        {name ?? words.audit.actorOf(actor)}
        {name !== null && <span className="row-detail">{actor}</span>}
      </>
    ),
  },
  {
    key: "what",
    title: words.audit.what,
    cell: ({ kind, action, subject }) => (
      <>
        {kind === "view" ? words.audit.saw : words.audit.actOf(action)}
        <code className="row-detail">{subject}</code>
      </>
    ),
  },
  { key: "whom", title: words.audit.whom, cell: ({ profiles }) => <Whom profiles={profiles ?? []} /> },
];

/** Who saw whom, and who changed what? */
export function AuditPage(): ReactElement {
  const filter = useSearch({ from: "/audit" });
  const kind = kinds.find((one) => one === filter.kind);
  const audit = useAudit({ ...filter, kind });
  const check = useAuditCheck();
  return (
    <Page
      title={words.audit.title}
      lead={<p>{words.audit.lead}</p>}
      actions={
        <Button variant="default" loading={check.isPending} onClick={() => check.mutate()}>
          {words.audit.check}
        </Button>
      }
    >
      <div role="status" aria-live="polite">
        {check.data !== undefined && <Checked check={check.data} />}
        {check.isError && <p>{sentenceOf(check.error)}</p>}
      </div>
      <Filters />
      <Answered query={audit}>
        {(data) => {
          const rows = data.pages.flatMap((page) => page.items);
          if (rows.length === 0) return <Empty title={words.audit.noneTitle}>{words.audit.none}</Empty>;
          return (
            <DataTable
              name="audit"
              label={words.audit.title}
              columns={columns}
              rows={rows}
              rowKey={(row) => row.id}
              busy={audit.isPlaceholderData}
            />
          );
        }}
      </Answered>
      <EndOfList
        hasMore={audit.hasNextPage}
        busy={audit.isFetchingNextPage}
        onMore={() => void audit.fetchNextPage()}
      />
    </Page>
  );
}

function Filters(): ReactElement {
  const filter = useSearch({ from: "/audit" });
  const navigate = useNavigate({ from: "/audit" });
  const { data: staff = [] } = useStaff();
  const set = (name: "kind" | "staff", value: string): void => {
    const { [name]: _, ...others } = filter;
    void navigate({ search: value === "" ? others : { ...others, [name]: value }, replace: true });
  };
  return (
    <div className="audit-filters">
      <NativeSelect
        label={words.audit.kind}
        value={filter.kind ?? ""}
        data={[
          { value: "", label: words.audit.everything },
          { value: "view", label: words.audit.views },
          { value: "change", label: words.audit.changes },
        ]}
        onChange={(event) => set("kind", event.currentTarget.value)}
      />
      <NativeSelect
        label={words.audit.who}
        value={filter.staff ?? ""}
        data={[
          { value: "", label: words.audit.everybody },
          ...staff.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(event) => set("staff", event.currentTarget.value)}
      />
      {filter.profile !== undefined && (
        <p className="audit-of">
          {words.audit.of}{" "}
          <Link to="/customers/$ref" params={{ ref: filter.profile }} className="text-link">
            {filter.profile}
          </Link>{" "}
          <Link to="/audit" search={{}} className="text-link">
            {words.audit.showAll}
          </Link>
        </p>
      )}
    </div>
  );
}

function Whom({ profiles }: { readonly profiles: readonly string[] }): ReactElement {
  return (
    <span className="audit-whom">
      {profiles.slice(0, mostNamed).map((id) => (
        <Link key={id} to="/customers/$ref" params={{ ref: id }} className="text-link">
          {id}
        </Link>
      ))}
      {profiles.length > mostNamed && <span>{words.audit.more(profiles.length - mostNamed)}</span>}
    </span>
  );
}

function Checked({ check }: { readonly check: AuditCheck }): ReactElement {
  if (check.intact) return <p className="audit-checked">{words.audit.intact(check.entries)}</p>;
  return (
    <div className="audit-checked">
      <p>
        <strong>{words.audit.touched}</strong>
      </p>
      <ul>
        {check.faults.map((fault) => (
          <li key={fault.seal}>
            {words.audit.faults[fault.kind] ?? fault.kind}: <code>{fault.entry}</code>
          </li>
        ))}
        {check.unsealed > 0 && <li>{words.audit.unsealed(check.unsealed)}</li>}
      </ul>
    </div>
  );
}
