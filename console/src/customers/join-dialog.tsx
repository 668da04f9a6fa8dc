import { Button } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { type ReactElement, useState } from "react";
import type { CustomerRow, Profile } from "../api/forms.ts";
import { Answered } from "../parts/answered.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { sentenceOf } from "../parts/failed.tsx";
import { notify } from "../parts/notices.tsx";
import { SearchField } from "../parts/search-field.tsx";
import { words } from "../words/words.ts";
import { useCustomerSearch, useJoin } from "./customer-queries.ts";
import { displayName, mainIdentifier } from "./display-name.ts";

/** Two records of one person become one: found, looked at once more, joined; each join can be undone. */
export function JoinDialog(props: {
  readonly profile: Profile;
  readonly opened: boolean;
  readonly onClose: () => void;
}): ReactElement {
  const [chosen, setChosen] = useState<CustomerRow>();
  const join = useJoin(props.profile.id);
  const close = (): void => {
    setChosen(undefined);
    join.reset();
    props.onClose();
  };
  const onJoin = (from: CustomerRow): void =>
    join.mutate(from.id, {
      onSuccess: () => {
        notify(words.people.joined);
        close();
      },
    });
  return (
    <Dialog opened={props.opened} label={words.people.joinTitle} size={480} padding={20} onClose={close}>
      <h2 className="confirm-title">{words.people.joinTitle}</h2>
      {chosen === undefined ? (
        <Choose not={props.profile.id} onChoose={setChosen} />
      ) : (
        <p>{words.people.joinText(displayName(chosen), displayName(props.profile))}</p>
      )}
      {join.isError && (
        <p role="alert" className="fault">
          {sentenceOf(join.error)}
        </p>
      )}
      <div className="confirm-actions">
        <Button variant="default" onClick={close}>
          {words.cancel}
        </Button>
        {chosen !== undefined && (
          <Button loading={join.isPending} onClick={() => onJoin(chosen)}>
            {words.people.join}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

function Choose(props: {
  readonly not: string;
  readonly onChoose: (row: CustomerRow) => void;
}): ReactElement {
  const [typed, setTyped] = useState("");
  const [asked] = useDebouncedValue(typed.trim(), 150);
  const found = useCustomerSearch(asked, 7);
  return (
    <>
      <SearchField
        data-autofocus
        label={words.people.joinWith}
        placeholder={words.departments.findHint}
        value={typed}
        onChange={setTyped}
      />
      {asked !== "" && (
        <Answered query={found} lines={3}>
          {({ items, near = [] }) => (
            <ul className="join-choices">
              {[...items, ...near]
                .filter(({ id }) => id !== props.not)
                .slice(0, 6)
                .map((row) => (
                  <li key={row.id}>
                    <button type="button" className="join-choice" onClick={() => props.onChoose(row)}>
                      <bdi>{displayName(row)}</bdi> <bdi className="quiet">{mainIdentifier(row)}</bdi>
                    </button>
                  </li>
                ))}
            </ul>
          )}
        </Answered>
      )}
    </>
  );
}
