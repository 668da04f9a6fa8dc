import { Button, NativeSelect } from "@mantine/core";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import type { QuarantinePage as QuarantineList, QuarantineRow } from "../api/forms.ts";
import { Answered } from "../parts/answered.tsx";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Empty } from "../parts/empty.tsx";
import { EndOfList } from "../parts/end-of-list.tsx";
import { sentenceOf } from "../parts/failed.tsx";
import { useFormats } from "../parts/formats-context.tsx";
import { Moment } from "../parts/moment.tsx";
import { notify } from "../parts/notices.tsx";
import { Page } from "../parts/page.tsx";
import { Said } from "../parts/said.tsx";
import { words } from "../words/words.ts";
import { useQuarantine, useReleaseAll } from "./quarantine-queries.ts";
import "./quarantine.css";

const columns: readonly Column<QuarantineRow>[] = [
  {
    key: "message",
    title: words.quarantine.code,
    cell: (row) => (
      <>
        <Link to="/quarantine/$id" params={{ id: row.id }} className="row-link">
          <Said text={row.message} />
        </Link>
        <span className="row-detail">
          {row.event.name ?? row.event.type ?? words.quarantine.unnamed}, <code>{row.code}</code>
        </span>
      </>
    ),
  },
  {
    key: "place",
    title: words.quarantine.place,
    cell: (row) => <code>{row.path === "" ? words.nothing : row.path}</code>,
  },
  { key: "source", title: words.quarantine.source, cell: (row) => row.source ?? words.nothing },
  { key: "when", title: words.quarantine.when, cell: (row) => <Moment at={row.receivedAt} /> },
];

/** What could not be accepted, and why? */
export function QuarantinePage(): ReactElement {
  const { code = "" } = useSearch({ from: "/quarantine" });
  const quarantine = useQuarantine(code);
  return (
    <Page title={words.quarantine.title} lead={<p>{words.quarantine.lead}</p>}>
      <Answered query={quarantine}>
        {(data) => {
          const rows = data.pages.flatMap((page) => page.items);
          return (
            <>
              {(rows.length > 0 || code !== "") && (
                <CodeFilter code={code} counts={data.pages[0]?.counts ?? []} />
              )}
              {rows.length === 0 ? (
                <NothingHere code={code} />
              ) : (
                <DataTable
                  name="quarantine"
                  label={words.quarantine.title}
                  columns={columns}
                  rows={rows}
                  rowKey={(row) => row.id}
                  busy={quarantine.isPlaceholderData}
                />
              )}
            </>
          );
        }}
      </Answered>
      <EndOfList
        hasMore={quarantine.hasNextPage}
        busy={quarantine.isFetchingNextPage}
        onMore={() => void quarantine.fetchNextPage()}
      />
    </Page>
  );
}

function NothingHere({ code }: { readonly code: string }): ReactElement {
  if (code === "") return <Empty title={words.quarantine.emptyTitle}>{words.quarantine.empty}</Empty>;
  return (
    <Empty
      title={words.quarantine.noneTitle}
      action={
        <Link to="/quarantine" className="text-link">
          {words.quarantine.toList}
        </Link>
      }
    />
  );
}

function CodeFilter(props: {
  readonly code: string;
  readonly counts: QuarantineList["counts"];
}): ReactElement {
  const navigate = useNavigate({ from: "/quarantine" });
  const formats = useFormats();
  return (
    <search className="filters">
      <NativeSelect
        aria-label={words.quarantine.code}
        value={props.code}
        data={[
          { value: "", label: words.quarantine.allCodes },
          ...props.counts.map(({ code, count }) => ({
            value: code,
            label: words.quarantine.codeCount(code, formats.number(count)),
          })),
        ]}
        onChange={(event) => {
          const code = event.currentTarget.value;
          void navigate({ search: code === "" ? {} : { code }, replace: true });
        }}
      />
      {props.code !== "" && <ReleaseAll code={props.code} />}
    </search>
  );
}

/** After a plan or an SDK was mended: what came wrong before may be right now. */
function ReleaseAll({ code }: { readonly code: string }): ReactElement {
  const release = useReleaseAll();
  return (
    <>
      <Button
        variant="default"
        loading={release.isPending}
        onClick={() =>
          release.mutate(code, {
            onSuccess: ({ released, stillBad }) => notify(words.quarantine.releasedAll(released, stillBad)),
          })
        }
      >
        {words.quarantine.releaseAll}
      </Button>
      {release.isError && (
        <p role="alert" className="fault">
          {sentenceOf(release.error)}
        </p>
      )}
    </>
  );
}
