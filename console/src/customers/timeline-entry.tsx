import type { ReactElement } from "react";
import type { TimelineItem } from "../api/forms.ts";
import { useFormats } from "../parts/formats-context.tsx";
import { channelIcon, Icon } from "../parts/icon.tsx";
import { SimulatedMark } from "../parts/simulated-mark.tsx";
import { Values } from "../parts/values.tsx";
import { wordFor, words } from "../words/words.ts";
import { sentenceOfEvent } from "./happening.ts";

export function TimelineEntry({ item }: { readonly item: TimelineItem }): ReactElement {
  const formats = useFormats();
  const hasMore = Object.keys(item.properties).length > 0;
  const line = (
    <>
      <time className="entry-time" dateTime={item.occurredAt} title={formats.exact(item.occurredAt)}>
        {formats.time(item.occurredAt)}
      </time>
      <Icon name={channelIcon(item.channel)} size={16} />
      <span className="entry-what">
        <bdi>{sentenceOfEvent(item)}</bdi>
        {item.simulated && <SimulatedMark />}
      </span>
      <span className="entry-channel quiet">{wordFor(words.channels, item.channel)}</span>
    </>
  );
  if (!hasMore) return <div className="entry">{line}</div>;
  return (
    <details className="unfolding entry-unfolding">
      <summary className="entry">
        {line}
        <Icon name="down" size={16} />
      </summary>
      <Values object={item.properties} />
    </details>
  );
}
