import { type ReactElement, useState } from "react";
import { Answered } from "../parts/answered.tsx";
import { Confirm } from "../parts/confirm.tsx";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { sentenceOf } from "../parts/failed.tsx";
import { Moment } from "../parts/moment.tsx";
import { notify } from "../parts/notices.tsx";
import { Page } from "../parts/page.tsx";
import { Section } from "../parts/section.tsx";
import { wordFor, words } from "../words/words.ts";
import { type KeyForm, type SourceForm, useKeys, useRevokeKey, useSources } from "./key-queries.ts";
import "./keys.css";
import { MakeKey } from "./make-key.tsx";
import { MakeSource } from "./make-source.tsx";

const keyColumns: readonly Column<KeyForm>[] = [
  {
    key: "kind",
    title: words.keys.key,
    cell: (row) => (
      <>
        <strong>{words.keys.kinds[row.kind]}</strong>
        <span className="row-detail">
          {words.keys.ends} <code>{row.hint}</code>, {row.source}
        </span>
      </>
    ),
  },
  { key: "made", title: words.keys.made, cell: (row) => <Moment at={row.createdAt} /> },
  {
    key: "act",
    title: words.keys.state,
    cell: (row) =>
      row.revokedAt === null ? (
        <Revoke row={row} />
      ) : (
        <span className="quiet">
          {words.keys.revoked} <Moment at={row.revokedAt} />
        </span>
      ),
  },
];

const sourceColumns: readonly Column<SourceForm>[] = [
  {
    key: "name",
    title: words.keys.source,
    cell: (row) => (
      <>
        <strong>
          <bdi>{row.name}</bdi>
        </strong>
        <span className="row-detail">
          <code>{row.key}</code>
        </span>
      </>
    ),
  },
  { key: "channel", title: words.touchpoints.channel, cell: (row) => wordFor(words.channels, row.channel) },
];

/** Who may send and who may ask: keys, and the sources they belong to. */
export function KeysPage(): ReactElement {
  const keys = useKeys();
  const sources = useSources();
  return (
    <Page title={words.keys.title} lead={<p>{words.keys.lead}</p>}>
      <Section title={words.keys.keys}>
        <MakeKey sources={sources.data?.items ?? []} />
        <Answered query={keys}>
          {({ items }) => (
            <DataTable
              name="keys"
              label={words.keys.keys}
              columns={keyColumns}
              rows={items.toSorted((a, b) => Number(a.revokedAt !== null) - Number(b.revokedAt !== null))}
              rowKey={(row) => row.id}
            />
          )}
        </Answered>
      </Section>
      <Section title={words.keys.sources}>
        <p className="quiet">{words.keys.sourcesHint}</p>
        <MakeSource />
        <Answered query={sources}>
          {({ items }) => (
            <DataTable
              name="sources"
              label={words.keys.sources}
              columns={sourceColumns}
              rows={items}
              rowKey={(row) => row.key}
            />
          )}
        </Answered>
      </Section>
    </Page>
  );
}

function Revoke({ row }: { readonly row: KeyForm }): ReactElement {
  const [isAsked, setAsked] = useState(false);
  const revoke = useRevokeKey();
  return (
    <>
      <button
        type="button"
        className="text-button"
        aria-label={words.keys.revokeOne(words.keys.kinds[row.kind], row.hint)}
        onClick={() => setAsked(true)}
      >
        {words.keys.revoke}
      </button>
      {revoke.isError && (
        <p role="alert" className="fault">
          {sentenceOf(revoke.error)}
        </p>
      )}
      <Confirm
        opened={isAsked}
        title={words.keys.revokeTitle(row.hint)}
        text={words.keys.revokeText}
        act={words.keys.revoke}
        danger
        busy={revoke.isPending}
        onAct={() =>
          revoke.mutate(row.id, {
            onSuccess: () => notify(words.keys.isRevoked),
            onSettled: () => setAsked(false),
          })
        }
        onClose={() => setAsked(false)}
      />
    </>
  );
}
