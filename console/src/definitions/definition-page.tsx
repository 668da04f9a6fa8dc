import type { DefinitionAnswer, Json } from "@attune/contract";
import { Button, NativeSelect } from "@mantine/core";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { JsonView } from "../json/json-view.tsx";
import { Answered } from "../parts/answered.tsx";
import { BackLink } from "../parts/back-link.tsx";
import { Empty } from "../parts/empty.tsx";
import { sentenceOf } from "../parts/failed.tsx";
import { notify } from "../parts/notices.tsx";
import { Page } from "../parts/page.tsx";
import { Section } from "../parts/section.tsx";
import { wordFor, words } from "../words/words.ts";
import { useSaveDefinition, useVersions } from "./definition-queries.ts";
import "./definitions.css";
import { DiffView } from "./diff-view.tsx";
import { OneVersion } from "./versions-section.tsx";

/** What does this definition say, what did it say before, and how does one get back there? */
export function DefinitionPage(): ReactElement {
  const { kind, key } = useParams({ from: "/definitions/$kind/$key" });
  const versions = useVersions(kind, key);
  return (
    <Answered query={versions} missing={<NoDefinition />}>
      {({ items }) => <History kind={kind} definitionKey={key} versions={items} />}
    </Answered>
  );
}

function History(props: {
  readonly kind: string;
  readonly definitionKey: string;
  readonly versions: readonly DefinitionAnswer[];
}): ReactElement | null {
  const { kind, definitionKey: key, versions } = props;
  const { from, to } = useSearch({ from: "/definitions/$kind/$key" });
  const [newest] = versions;
  if (newest === undefined) return null;
  const after = versionOf(versions, to) ?? newest;
  const before = versionOf(versions, from) ?? versions.find(({ version }) => version === after.version - 1);
  return (
    <Page
      title={nameOf(newest)}
      lead={
        <p>
          {wordFor(words.definitions.kinds, kind)}, <code>{key}</code>
        </p>
      }
      before={<BackLink to="/definitions" label={words.definitions.title} />}
      actions={
        <Link
          to="/definitions/$kind/$key/edit"
          params={{ kind, key }}
          className="button-link button-link-quiet"
        >
          {words.definitions.edit}
        </Link>
      }
    >
      {before !== undefined && (
        <Section title={words.definitions.changed}>
          <Choosing versions={versions} before={before} after={after} />
          <DiffView before={before.body} after={after.body} label={words.definitions.changed} />
          <RollBack newest={newest} to={before} />
        </Section>
      )}
      <div className="definition">
        <Section title={words.definitions.says(after.version)}>
          <JsonView value={after.body as Json} label={words.definitions.says(after.version)} />
        </Section>
        <Section title={words.definitions.versions}>
          <ol className="versions">
            {versions.map((version) => (
              <OneVersion key={version.version} version={version} />
            ))}
          </ol>
        </Section>
      </div>
    </Page>
  );
}

function versionOf(
  versions: readonly DefinitionAnswer[],
  text: string | undefined,
): DefinitionAnswer | undefined {
  return text === undefined ? undefined : versions.find(({ version }) => String(version) === text);
}

function Choosing(props: {
  readonly versions: readonly DefinitionAnswer[];
  readonly before: DefinitionAnswer;
  readonly after: DefinitionAnswer;
}): ReactElement {
  const navigate = useNavigate({ from: "/definitions/$kind/$key" });
  const { before, after } = props;
  const data = props.versions.map(({ version }) => ({
    value: String(version),
    label: words.definitions.version(version),
  }));
  const choose = (part: "from" | "to", value: string): void =>
    void navigate({
      search: { from: String(before.version), to: String(after.version), [part]: value },
      replace: true,
      resetScroll: false,
    });
  return (
    <div className="filters compared">
      <NativeSelect
        label={words.definitions.before}
        data={data}
        value={String(before.version)}
        onChange={(event) => choose("from", event.currentTarget.value)}
      />
      <NativeSelect
        label={words.definitions.after}
        data={data}
        value={String(after.version)}
        onChange={(event) => choose("to", event.currentTarget.value)}
      />
    </div>
  );
}

/** What an older version said becomes the newest. Nothing is lost: that is a version too, and can be rolled back. */
function RollBack(props: { readonly newest: DefinitionAnswer; readonly to: DefinitionAnswer }): ReactElement {
  const { newest, to } = props;
  const save = useSaveDefinition();
  const navigate = useNavigate({ from: "/definitions/$kind/$key" });
  return (
    <>
      <Button
        variant="default"
        loading={save.isPending}
        disabled={newest.version === to.version}
        onClick={() =>
          save.mutate(
            {
              kind: to.kind,
              key: to.key,
              body: to.body,
              state: "live",
              version: newest.version,
              reason: words.definitions.rolledBackReason(to.version),
            },
            {
              onSuccess: () => {
                notify(words.definitions.rolledBack(to.version));
                void navigate({ search: {}, replace: true });
              },
            },
          )
        }
      >
        {words.definitions.rollBack(to.version)}
      </Button>
      {save.isError && (
        <p role="alert" className="fault">
          {sentenceOf(save.error)}
        </p>
      )}
    </>
  );
}

export function nameOf({ body, key }: Pick<DefinitionAnswer, "body" | "key">): string {
  const name = body["name"];
  return typeof name === "string" && name !== "" ? name : key;
}

export function NoDefinition(): ReactElement {
  return (
    <Page
      title={words.definitions.missingTitle}
      before={<BackLink to="/definitions" label={words.definitions.title} />}
    >
      <Empty title={words.definitions.missing} />
    </Page>
  );
}
