import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import type { LiveEvent } from "../api/forms.ts";
import { Answered } from "../parts/answered.tsx";
import { Empty } from "../parts/empty.tsx";
import { Failed } from "../parts/failed.tsx";
import { useFormats } from "../parts/formats-context.tsx";
import { Icon } from "../parts/icon.tsx";
import { Page } from "../parts/page.tsx";
import { Waiting } from "../parts/waiting.tsx";
import { words } from "../words/words.ts";
import { EventDetail } from "./event-detail.tsx";
import { EventList } from "./event-list.tsx";
import { type EventStream, mostKept, useEvent, useEventStream } from "./event-stream.ts";
import "./events.css";
import { SearchField } from "../parts/search-field.tsx";
import { SpokenArrivals } from "./spoken-arrivals.tsx";

/** What is coming in right now? */
export function EventsPage(): ReactElement {
  const stream = useEventStream();
  const { name = "", channel = "", id = "" } = useSearch({ from: "/events" });
  const [openId, setOpenId] = useState<string>();
  const events = stream.shown.filter((event) => isWanted(event, name, channel));
  const open = stream.shown.find((event) => event.id === openId);
  return (
    <Page
      title={words.events.title}
      lead={<p>{words.events.lead}</p>}
      actions={<PauseButton stream={stream} />}
    >
      <EventFilters name={name} channel={channel} id={id} />
      <SpokenArrivals stream={stream} />
      {id !== "" && <FoundEvent key={id} id={id} />}
      {events.length === 0 ? (
        <NoEvents stream={stream} isFiltered={stream.shown.length > 0} />
      ) : (
        <div className="events">
          <EventList events={events} openId={openId} onOpen={setOpenId} />
          <EventDetail event={open} onClose={() => setOpenId(undefined)} />
        </div>
      )}
      <KeptNote count={stream.shown.length} />
    </Page>
  );
}

function PauseButton({ stream }: { readonly stream: EventStream }): ReactElement {
  return (
    <>
      <span className="stream-state quiet" data-live={!stream.isPaused}>
        {stream.isPaused ? words.events.paused(stream.held.length) : words.events.live}
      </span>
      <Button
        variant="default"
        leftSection={<Icon name={stream.isPaused ? "play" : "pause"} size={16} />}
        onClick={stream.isPaused ? stream.resume : stream.pause}
      >
        {stream.isPaused ? words.events.resume : words.events.pause}
      </Button>
    </>
  );
}

/** The event of the id in the address, above what is coming in. */
function FoundEvent({ id }: { readonly id: string }): ReactElement {
  const event = useEvent(id);
  const navigate = useNavigate({ from: "/events" });
  return (
    <div className="found-event">
      <Answered query={event} lines={2} missing={<p className="fault">{words.events.noSuchId}</p>}>
        {(found) => (
          <EventDetail
            event={found}
            onClose={() => void navigate({ search: ({ id: _, ...rest }) => rest, replace: true })}
          />
        )}
      </Answered>
    </div>
  );
}

function EventFilters(props: {
  readonly name: string;
  readonly channel: string;
  readonly id: string;
}): ReactElement {
  const navigate = useNavigate({ from: "/events" });
  const choose = (part: "name" | "channel" | "id", value: string): void => {
    void navigate({
      search: ({ [part]: _, ...rest }) => (value === "" ? rest : { ...rest, [part]: value }),
      replace: true,
      resetScroll: false,
    });
  };
  return (
    <search className="filters">
      <SearchField
        aria-label={words.events.name}
        placeholder={words.events.namePlaceholder}
        value={props.name}
        onChange={(text) => choose("name", text)}
      />
      <NativeSelect
        aria-label={words.events.channel}
        value={props.channel}
        data={[
          { value: "", label: words.events.allChannels },
          ...Object.entries(words.channels).map(([value, label]) => ({ value, label })),
        ]}
        onChange={(event) => choose("channel", event.currentTarget.value)}
      />
      <TextInput
        type="search"
        aria-label={words.events.byId}
        placeholder={words.events.byId}
        autoComplete="off"
        spellCheck={false}
        value={props.id}
        onChange={(event) => choose("id", event.currentTarget.value.trim())}
      />
    </search>
  );
}

function NoEvents(props: { readonly stream: EventStream; readonly isFiltered: boolean }): ReactElement {
  const { stream } = props;
  if (props.isFiltered) return <Empty title={words.events.noneTitle}>{words.events.none}</Empty>;
  if (stream.hasAnswered) return <Empty title={words.events.waitingTitle}>{words.events.waiting}</Empty>;
  return stream.error === null ? <Waiting lines={10} /> : <Failed error={stream.error} />;
}

function KeptNote({ count }: { readonly count: number }): ReactElement | null {
  const formats = useFormats();
  return count < mostKept ? null : (
    <p className="end-of-list">{words.events.kept(formats.number(mostKept))}</p>
  );
}

function isWanted(event: LiveEvent, name: string, channel: string): boolean {
  const isNamed = event.name.toLocaleLowerCase().includes(name.trim().toLocaleLowerCase());
  return isNamed && (channel === "" || event.channel === channel);
}
