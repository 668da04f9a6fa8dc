import type { Json } from "@attune/contract";
import { useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Answered } from "../parts/answered.tsx";
import { BackLink } from "../parts/back-link.tsx";
import { Page } from "../parts/page.tsx";
import { words } from "../words/words.ts";
import { SegmentEditor } from "./segment-editor.tsx";
import { NoSegment } from "./segment-page.tsx";
import { useSegment } from "./segment-queries.ts";
import "./segments.css";
import { starters } from "./starters.ts";

export function NewSegmentPage(): ReactElement {
  return (
    <Page title={words.editor.newTitle} before={<BackLink to="/segments" label={words.segments.title} />}>
      <SegmentEditor
        start={{ key: undefined, version: 0, name: "", condition: starters[0]?.condition ?? {} }}
      />
    </Page>
  );
}

export function EditSegmentPage(): ReactElement {
  const { key } = useParams({ from: "/segments/$key/edit" });
  const segment = useSegment(key);
  return (
    <Answered query={segment} missing={<NoSegment />}>
      {({ name, condition, version }) => (
        <Page
          title={words.editor.editTitle(name)}
          before={<BackLink to="/segments" label={words.segments.title} />}
        >
          <SegmentEditor start={{ key, version, name, condition: condition as unknown as Json }} />
        </Page>
      )}
    </Answered>
  );
}
