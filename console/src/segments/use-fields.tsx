import { consentChannels, type JsonObject, purposeNeeds, purposes } from "@attune/contract";
import { NativeSelect, TextInput } from "@mantine/core";
import type { ReactElement } from "react";
import { ApiProblem } from "../api/problem.ts";
import { words } from "../words/words.ts";

const { editor } = words;

/** What the segment is for: in words, and the purpose for which its members may leave. */
export function UseFields(props: {
  readonly body: JsonObject;
  readonly error: Error | null;
  readonly onChange: (body: JsonObject) => void;
}): ReactElement {
  const { body, onChange } = props;
  const purpose = purposes.find((one) => one === body["purpose"]);
  const needsChannel = purpose !== undefined && purposeNeeds[purpose].channel;
  const put = (changed: JsonObject): void =>
    onChange(Object.fromEntries(Object.entries({ ...body, ...changed }).filter(([, value]) => value !== "")));
  return (
    <div className="editor-uses">
      <TextInput
        label={editor.description}
        placeholder={editor.descriptionPlaceholder}
        value={String(body["description"] ?? "")}
        onChange={(event) => put({ description: event.currentTarget.value })}
      />
      <NativeSelect
        label={editor.purpose}
        description={editor.purposeHint}
        inputWrapperOrder={["label", "input", "error", "description"]}
        value={purpose ?? ""}
        error={faultAt(props.error, "/purpose")}
        data={[
          { value: "", label: editor.noPurpose },
          ...purposes.map((value) => ({ value, label: words.customer.purposes[value] ?? value })),
        ]}
        onChange={({ currentTarget: { value } }) => {
          const known = purposes.find((one) => one === value);
          const isByChannel = known !== undefined && purposeNeeds[known].channel;
          put({ purpose: value, channel: isByChannel ? (body["channel"] ?? "email") : "" });
        }}
      />
      {needsChannel && (
        <NativeSelect
          label={editor.channel}
          value={String(body["channel"] ?? "")}
          error={faultAt(props.error, "/channel")}
          data={consentChannels
            .filter((one) => one !== "any")
            .map((value) => ({ value, label: words.consentChannels[value] ?? value }))}
          onChange={(event) => put({ channel: event.currentTarget.value })}
        />
      )}
    </div>
  );
}

function faultAt(error: Error | null, pointer: string): string | undefined {
  return error instanceof ApiProblem
    ? error.faults.find((fault) => fault.pointer === pointer)?.message
    : undefined;
}
