import type { Json } from "@attune/contract";
import { CloseButton } from "@mantine/core";
import { type ReactElement, useEffect, useRef } from "react";
import type { LiveEvent } from "../api/forms.ts";
import { JsonView } from "../json/json-view.tsx";
import { useFormats } from "../parts/formats-context.tsx";
import { words } from "../words/words.ts";

/** All of one event; beside the list where there is room, over it where there is not. */
export function EventDetail(props: {
  readonly event: LiveEvent | undefined;
  readonly onClose: () => void;
}): ReactElement {
  const { event } = props;
  if (event === undefined) {
    return (
      <aside className="event-detail event-detail-none" aria-label={words.events.detail}>
        <p className="quiet">{words.events.pick}</p>
      </aside>
    );
  }
  return <OpenEvent key={event.id} event={event} onClose={props.onClose} />;
}

function OpenEvent(props: { readonly event: LiveEvent; readonly onClose: () => void }): ReactElement {
  const { event, onClose } = props;
  const formats = useFormats();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus({ preventScroll: true }), []);
  return (
    <aside
      className="event-detail"
      aria-label={words.events.detail}
      onKeyDown={(pressed) => {
        if (pressed.key === "Escape") onClose();
      }}
    >
      <div className="section-head">
        <h2 ref={title} tabIndex={-1}>
          {event.name}
        </h2>
        <CloseButton aria-label={words.close} onClick={onClose} />
      </div>
      <dl className="pairs">
        <Fact title={words.events.occurred}>{formats.exact(event.occurredAt)}</Fact>
        <Fact title={words.events.received}>{formats.exact(event.receivedAt)}</Fact>
        <Fact title={words.events.source}>{event.source}</Fact>
      </dl>
      <h3 className="event-json">{words.events.asJson}</h3>
      <JsonView value={event as unknown as Json} label={words.events.asJson} />
    </aside>
  );
}

function Fact(props: { readonly title: string; readonly children: string }): ReactElement {
  return (
    <div className="pair">
      <dt className="quiet">{props.title}</dt>
      <dd className="pair-end">{props.children}</dd>
    </div>
  );
}
