import type { SegmentSummary } from "@attune/contract";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import type { Formats } from "../format/formats.ts";
import { Answered } from "../parts/answered.tsx";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Empty } from "../parts/empty.tsx";
import { useFormats } from "../parts/formats-context.tsx";
import { Icon } from "../parts/icon.tsx";
import { Page } from "../parts/page.tsx";
import { words } from "../words/words.ts";
import { FillState } from "./fill-state.tsx";
import { useSegments } from "./segment-queries.ts";
import { SegmentTabs } from "./segment-tabs.tsx";
import "./reports.css";
import "./segments.css";
import { SpokenSizes } from "./spoken-sizes.tsx";

/** Which groups of customers do we keep, and how large is each now? */
export function SegmentsPage(): ReactElement {
  const segments = useSegments();
  return (
    <Page
      title={words.segments.title}
      before={<SegmentTabs />}
      actions={
        segments.data?.items.length !== 0 && (
          <Link to="/segments/new" className="button-link">
            <Icon name="plus" size={16} />
            {words.segments.make}
          </Link>
        )
      }
    >
      <Answered query={segments}>{({ items }) => <SegmentList items={items} />}</Answered>
    </Page>
  );
}

function SegmentList({ items }: { readonly items: readonly SegmentSummary[] }): ReactElement {
  const formats = useFormats();
  if (items.length === 0) {
    return (
      <Empty
        title={words.segments.emptyTitle}
        action={
          <Link to="/segments/new" className="button-link">
            {words.segments.make}
          </Link>
        }
      >
        {words.segments.empty}
      </Empty>
    );
  }
  return (
    <>
      <DataTable
        name="segments"
        label={words.segments.title}
        columns={segmentColumns(formats)}
        rows={items}
        rowKey={(row) => row.key}
      />
      <SpokenSizes segments={items} />
    </>
  );
}

function segmentColumns(formats: Formats): readonly Column<SegmentSummary>[] {
  return [
    {
      key: "name",
      title: words.segments.name,
      cell: (row) => (
        <>
          <Link to="/segments/$key" params={{ key: row.key }} className="row-link">
            <bdi>{row.name}</bdi>
          </Link>
          <span className="row-detail segment-words">{row.explanation}</span>
        </>
      ),
    },
    { key: "state", title: words.segments.state, cell: (row) => <FillState segment={row} /> },
    {
      key: "size",
      title: words.segments.size,
      numeric: true,
      cell: (row) => formats.number(row.size),
    },
  ];
}
