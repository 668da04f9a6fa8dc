import type { SegmentDetail } from "@attune/contract";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { addressOf } from "../api/client.ts";
import { useMe } from "../api/session.ts";
import { Answered } from "../parts/answered.tsx";
import { BackLink } from "../parts/back-link.tsx";
import { ChangingNumber } from "../parts/changing-number.tsx";
import { Empty } from "../parts/empty.tsx";
import { useFormats } from "../parts/formats-context.tsx";
import { Page } from "../parts/page.tsx";
import { Section } from "../parts/section.tsx";
import { wordFor, words } from "../words/words.ts";
import { AlertsSection } from "./alerts-section.tsx";
import { FillState } from "./fill-state.tsx";
import { MembersSection } from "./members-section.tsx";
import { useSegment } from "./segment-queries.ts";
import "./segments.css";
import { SizeSection } from "./size-section.tsx";

/** Who belongs to this segment, and by which condition? */
export function SegmentPage(): ReactElement {
  const { key } = useParams({ from: "/segments/$key" });
  const segment = useSegment(key);
  return (
    <Answered query={segment} missing={<NoSegment />}>
      {(data) => <OneSegment segment={data} />}
    </Answered>
  );
}

function OneSegment({ segment }: { readonly segment: SegmentDetail }): ReactElement {
  const { may } = useMe();
  return (
    <Page
      title={segment.name}
      lead={<p>{segment.explanation}</p>}
      before={<BackLink to="/segments" label={words.segments.title} />}
      actions={
        <>
          <Link to="/segments/$key/compare" params={{ key: segment.key }} className="text-link">
            {words.segments.compare}
          </Link>
          <Link
            to="/segments/$key/edit"
            params={{ key: segment.key }}
            className="button-link button-link-quiet"
          >
            {words.segments.edit}
          </Link>
        </>
      }
    >
      <SizeNow segment={segment} />
      <SizeSection segmentKey={segment.key} />
      <div className="segment">
        <MembersSection
          segmentKey={segment.key}
          state={segment.state}
          aside={
            segment.purpose !== null &&
            may("exportSegmentMembers") && (
              <a
                className="text-link"
                href={addressOf("/api/segments/{key}/members.csv", { key: segment.key })}
                download
              >
                {words.segments.csv}
              </a>
            )
          }
        />
        <div>
          <Section title={words.segments.condition} name="condition">
            <pre className="condition-text">{segment.text}</pre>
            <p className="quiet">
              {words.segments.keyIs} <code>{segment.key}</code>
            </p>
            <p className="quiet">{words.segments.version(String(segment.version))}</p>
          </Section>
          <AlertsSection segmentKey={segment.key} />
        </div>
      </div>
    </Page>
  );
}

function SizeNow({ segment }: { readonly segment: SegmentDetail }): ReactElement {
  const formats = useFormats();
  const size = formats.number(segment.size);
  return (
    <div className="size-now">
      <p className="size-number">
        <ChangingNumber shown={size} spoken={words.segments.sizeNow(size)} />
        <span className="size-unit">{words.segments.sizeUnit(segment.size)}</span>
      </p>
      <FillState segment={segment} />
      <Usable segment={segment} />
    </div>
  );
}

/** Of the members only those leave whose consent allows it. */
function Usable({ segment }: { readonly segment: SegmentDetail }): ReactElement | null {
  const formats = useFormats();
  const { purpose, channel, usable } = segment;
  if (purpose === null || usable === null) return null;
  const said = wordFor(words.customer.purposes, purpose);
  const by =
    channel === null || channel === "any"
      ? said
      : words.segments.byChannel(said, wordFor(words.consentChannels, channel));
  return <p className="quiet">{words.segments.usable(formats.number(usable), by)}</p>;
}

export function NoSegment(): ReactElement {
  return (
    <Page
      title={words.segments.missingTitle}
      before={<BackLink to="/segments" label={words.segments.title} />}
    >
      <Empty title={words.segments.missing} />
    </Page>
  );
}
