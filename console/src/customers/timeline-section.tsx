import { NativeSelect } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import type { TimelineItem } from "../api/forms.ts";
import { Answered } from "../parts/answered.tsx";
import { EndOfList } from "../parts/end-of-list.tsx";
import { useFormats, useNow } from "../parts/formats-context.tsx";
import { Section } from "../parts/section.tsx";
import { words } from "../words/words.ts";
import { useTimeline } from "./customer-queries.ts";
import { groupByDay } from "./group-by-day.ts";
import { TimelineEntry } from "./timeline-entry.tsx";

/** Everything that happened, on all channels, newest first. */
export function TimelineSection({ customerRef }: { readonly customerRef: string }): ReactElement {
  const { channel = "", kind = "" } = useSearch({ from: "/customers/$ref" });
  const timeline = useTimeline(customerRef, channel, kind);
  const isFiltered = channel !== "" || kind !== "";
  return (
    <Section
      title={words.customer.timeline}
      name="timeline"
      aside={<Filters channel={channel} kind={kind} />}
    >
      <Answered query={timeline} lines={8}>
        {(data) => {
          const items = data.pages.flatMap((page) => page.items);
          if (items.length > 0) return <Days items={items} />;
          return (
            <p className="quiet">{isFiltered ? words.customer.noTimelineHere : words.customer.noTimeline}</p>
          );
        }}
      </Answered>
      <EndOfList
        hasMore={timeline.hasNextPage}
        busy={timeline.isFetchingNextPage}
        onMore={() => void timeline.fetchNextPage()}
        {...(timeline.data?.pages[0]?.items.length ? { end: words.customer.timelineEnd } : {})}
      />
    </Section>
  );
}

function Filters(props: { readonly channel: string; readonly kind: string }): ReactElement {
  const navigate = useNavigate({ from: "/customers/$ref" });
  const choose = (part: "channel" | "kind", value: string): void => {
    void navigate({
      search: ({ [part]: _, ...rest }) => (value === "" ? rest : { ...rest, [part]: value }),
      replace: true,
      resetScroll: false,
    });
  };
  return (
    <div className="filters">
      <NativeSelect
        aria-label={words.customer.channel}
        value={props.channel}
        data={[
          { value: "", label: words.customer.allChannels },
          ...Object.entries(words.channels).map(([value, label]) => ({ value, label })),
        ]}
        onChange={(event) => choose("channel", event.currentTarget.value)}
      />
      <NativeSelect
        aria-label={words.customer.kind}
        value={props.kind}
        data={[
          { value: "", label: words.customer.allKinds },
          ...Object.keys(words.happenings).map((name) => ({ value: name, label: name })),
        ]}
        onChange={(event) => choose("kind", event.currentTarget.value)}
      />
    </div>
  );
}

function Days({ items }: { readonly items: readonly TimelineItem[] }): ReactElement {
  const formats = useFormats();
  const now = useNow();
  return (
    <div className="days">
      {groupByDay(items, formats.dayKey).map((day) => (
        <div key={day.key} className="day">
          <h3 className="day-name">{formats.day(day.items[0].occurredAt, now)}</h3>
          <ol className="rows">
            {day.items.map((item) => (
              <li key={item.id}>
                <TimelineEntry item={item} />
              </li>
            ))}
          </ol>
        </div>
      ))}
    </div>
  );
}
