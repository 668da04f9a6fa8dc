import { type Json, parseConditionText } from "@attune/contract";
import { useParams, useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Answered } from "../parts/answered.tsx";
import { BackLink } from "../parts/back-link.tsx";
import { Page } from "../parts/page.tsx";
import { words } from "../words/words.ts";
import { SegmentEditor } from "./segment-editor.tsx";
import { NoSegment } from "./segment-page.tsx";
import { useDefinition } from "./segment-queries.ts";
import "./segments.css";
import { starters } from "./starters.ts";

export function NewSegmentPage(): ReactElement {
  const { from } = useSearch({ from: "/segments/new" });
  return (
    <Page title={words.editor.newTitle} before={<BackLink to="/segments" label={words.segments.title} />}>
      <SegmentEditor start={{ key: undefined, version: 0, body: { name: "", condition: startOf(from) } }} />
    </Page>
  );
}

export function EditSegmentPage(): ReactElement {
  const { key } = useParams({ from: "/segments/$key/edit" });
  const definition = useDefinition(key, "first");
  return (
    <Answered query={definition} missing={<NoSegment />}>
      {({ body, version }) => (
        <Page
          title={words.editor.editTitle(String(body["name"]))}
          before={<BackLink to="/segments" label={words.segments.title} />}
        >
          <SegmentEditor start={{ key, version, body }} />
        </Page>
      )}
    </Answered>
  );
}

/** A condition may come along in the address, as text: from a page that shows a group of customers. */
function startOf(from: string | undefined): Json {
  const read = from === undefined ? undefined : parseConditionText(from).condition;
  return (read as Json | undefined) ?? starters[0]?.condition ?? { all: [] }; // a condition is JSON
}
