import { type Channel, channels } from "@attune/contract";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { type FormEvent, type ReactElement, useState } from "react";
import { sentenceOf } from "../parts/failed.tsx";
import { notify } from "../parts/notices.tsx";
import { keyFromName } from "../segments/segment-key.ts";
import { wordFor, words } from "../words/words.ts";
import { useMakeSource } from "./key-queries.ts";
import "./keys.css";

/** A site, a till, a server: where events come from, and on which channel unless they say it themselves. */
export function MakeSource(): ReactElement {
  const [name, setName] = useState("");
  const [channel, setChannel] = useState<Channel>("web");
  const make = useMakeSource();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const key = keyFromName(name);
    if (key === "") return;
    make.mutate(
      { key, name: name.trim(), channel },
      {
        onSuccess: () => {
          notify(words.keys.sourceMade(name.trim()));
          setName("");
        },
      },
    );
  };
  return (
    <>
      <form className="row-of-fields make-row" onSubmit={submit}>
        <TextInput
          label={words.keys.sourceName}
          placeholder={words.keys.sourcePlaceholder}
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NativeSelect
          label={words.touchpoints.channel}
          value={channel}
          data={channels.map((value) => ({ value, label: wordFor(words.channels, value) }))}
          onChange={(event) => setChannel(event.currentTarget.value as Channel)}
        />
        <Button type="submit" variant="default" loading={make.isPending} disabled={keyFromName(name) === ""}>
          {words.keys.makeSource}
        </Button>
      </form>
      {make.isError && (
        <p role="alert" className="fault">
          {sentenceOf(make.error)}
        </p>
      )}
    </>
  );
}
