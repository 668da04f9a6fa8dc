import type { ReactElement } from "react";
import type { LiveEvent } from "../api/forms.ts";
import { namespaceWord } from "../customers/display-name.ts";
import { useFormats } from "../parts/formats-context.tsx";
import { channelIcon, Icon } from "../parts/icon.tsx";
import { SimulatedMark } from "../parts/simulated-mark.tsx";
import { wordFor, words } from "../words/words.ts";

export function EventList(props: {
  readonly events: readonly LiveEvent[];
  readonly openId: string | undefined;
  readonly onOpen: (id: string) => void;
}): ReactElement {
  return (
    <ol className="event-list" aria-label={words.events.title}>
      {props.events.map((event) => (
        <li key={event.id}>
          <OneEvent event={event} isOpen={event.id === props.openId} onOpen={() => props.onOpen(event.id)} />
        </li>
      ))}
    </ol>
  );
}

function OneEvent(props: {
  readonly event: LiveEvent;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}): ReactElement {
  const { event } = props;
  const formats = useFormats();
  return (
    <button type="button" className="event-row" aria-expanded={props.isOpen} onClick={props.onOpen}>
      <time className="event-time" dateTime={event.receivedAt} title={formats.exact(event.receivedAt)}>
        {formats.clock(event.receivedAt)}
      </time>
      <Icon name={channelIcon(event.channel)} size={16} />
      <span className="event-name">
        {event.name}
        {event.simulated && <SimulatedMark />}
      </span>
      <span className="event-who quiet">
        <bdi>{whoOf(event)}</bdi>
      </span>
      <span className="event-channel quiet">{wordFor(words.channels, event.channel)}</span>
    </button>
  );
}

/** Of a short value the mask leaves nothing; then what kind of identifier it is says more. */
function whoOf({ identifiers: [first] }: LiveEvent): string {
  if (first === undefined) return "";
  return /\w/.test(first.value) ? first.value : namespaceWord(first.namespace);
}
