import { TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { type ReactElement, useId, useState } from "react";
import { useCustomerSearch, useProfile } from "../customers/customer-queries.ts";
import { displayName, mainIdentifier } from "../customers/display-name.ts";
import "../parts/data-table.css";
import { words } from "../words/words.ts";
import "./decisions.css";

/** Chooses a customer by what one would type: name, mail, number. Nobody chosen is a stranger. */
export function CustomerField(props: {
  readonly profile: string | undefined;
  readonly onChange: (profile: string | undefined) => void;
}): ReactElement {
  if (props.profile === undefined) return <Search onChange={props.onChange} />;
  return <Chosen profile={props.profile} onClear={() => props.onChange(undefined)} />;
}

function Chosen(props: { readonly profile: string; readonly onClear: () => void }): ReactElement {
  const profile = useProfile(props.profile);
  const name =
    profile.data === undefined ? props.profile : displayName({ ...profile.data, profile: props.profile });
  return (
    <div className="chosen-customer">
      <span className="field-label">{words.decision.customer}</span>
      <span className="chosen-customer-name">
        <bdi>{name}</bdi>
        <button type="button" className="text-button" onClick={props.onClear}>
          {words.decision.another}
        </button>
      </span>
    </div>
  );
}

function Search(props: { readonly onChange: (profile: string) => void }): ReactElement {
  const [typed, setTyped] = useState("");
  const [asked] = useDebouncedValue(typed.trim(), 150);
  const found = useCustomerSearch(asked, 6);
  const listId = useId();
  const items = asked === "" ? [] : (found.data?.items ?? []);
  return (
    <div className="customer-field">
      <TextInput
        type="search"
        label={words.decision.customer}
        placeholder={words.decision.customerPlaceholder}
        autoComplete="off"
        aria-controls={listId}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <ul id={listId} className="customer-found" aria-label={words.decision.found}>
        {items.map((row) => (
          <li key={row.id}>
            <button type="button" onClick={() => props.onChange(row.id)}>
              <bdi>{displayName({ ...row, profile: row.id })}</bdi>
              <bdi className="row-detail">{mainIdentifier(row)}</bdi>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
