import { Button, NativeSelect, TextInput } from "@mantine/core";
import { type FormEvent, type ReactElement, useState } from "react";
import type { Role } from "../api/forms.ts";
import { Dialog } from "../parts/dialog.tsx";
import { sentenceOf } from "../parts/failed.tsx";
import { useFormats } from "../parts/formats-context.tsx";
import { notify } from "../parts/notices.tsx";
import { words } from "../words/words.ts";
import {
  type Invited,
  type StaffDraft,
  type StaffMember,
  useAddStaff,
  useChangeStaff,
  useStoreNames,
} from "./staff-queries.ts";

const roles = Object.entries(words.session.roles).map(([value, label]) => ({ value, label }));

/** Makes somebody, or changes them. */
export function MemberDialog(props: {
  readonly member: StaffMember | undefined;
  readonly onInvited: (invited: Invited) => void;
  readonly onClose: () => void;
}): ReactElement {
  const { member, onClose } = props;
  const [draft, setDraft] = useState<StaffDraft>(
    member ?? { login: "", name: "", role: "analyst", stores: [] },
  );
  const { save, busy, fault } = useSaving(props);
  const title = member === undefined ? words.staff.add : words.staff.change(member.name);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save({ ...draft, stores: draft.role === "retail" ? draft.stores : [] });
  };
  return (
    <Dialog opened label={title} size={460} padding={20} centered onClose={onClose}>
      <form className="staff-form" onSubmit={submit} noValidate>
        <h2 className="confirm-title">{title}</h2>
        <TextInput
          label={words.staff.name}
          autoComplete="off"
          data-autofocus
          value={draft.name}
          onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
        />
        {member === undefined && (
          <TextInput
            label={words.staff.login}
            description={words.staff.loginHint}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            value={draft.login}
            onChange={(event) => setDraft({ ...draft, login: event.currentTarget.value })}
          />
        )}
        <NativeSelect
          label={words.staff.role}
          description={words.staff.roleHints[draft.role]}
          data={roles}
          value={draft.role}
          onChange={(event) => setDraft({ ...draft, role: event.currentTarget.value as Role })} // of the list above
        />
        {draft.role === "retail" && (
          <Stores chosen={draft.stores} onChoose={(stores) => setDraft({ ...draft, stores })} />
        )}
        {fault !== undefined && (
          <p className="staff-fault" role="alert">
            {fault}
          </p>
        )}
        <div className="confirm-actions">
          <Button variant="default" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button type="submit" loading={busy}>
            {member === undefined ? words.staff.invite : words.staff.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function useSaving(props: {
  readonly member: StaffMember | undefined;
  readonly onInvited: (invited: Invited) => void;
  readonly onClose: () => void;
}): {
  readonly save: (draft: StaffDraft) => void;
  readonly busy: boolean;
  readonly fault: string | undefined;
} {
  const { member, onInvited, onClose } = props;
  const add = useAddStaff();
  const change = useChangeStaff();
  const error = add.error ?? change.error;
  const save = (draft: StaffDraft): void => {
    if (member === undefined) {
      add.mutate(draft, {
        onSuccess: (invited) => {
          onClose();
          onInvited(invited);
        },
      });
      return;
    }
    const { name, role, stores } = draft;
    change.mutate(
      { id: member.id, change: { name, role, stores } },
      {
        onSuccess: () => {
          onClose();
          notify(words.staff.changed(name));
        },
      },
    );
  };
  return {
    save,
    busy: add.isPending || change.isPending,
    fault: error === null ? undefined : faultOf(error),
  };
}

function faultOf(error: Error): string {
  const { faults = [] } = error as { faults?: readonly { readonly message: string }[] };
  return [sentenceOf(error), ...faults.map(({ message }) => message)].join(" ");
}

function Stores(props: {
  readonly chosen: readonly string[];
  readonly onChoose: (stores: readonly string[]) => void;
}): ReactElement {
  const { data: stores = [] } = useStoreNames();
  const toggle = (key: string): void =>
    props.onChoose(
      props.chosen.includes(key) ? props.chosen.filter((one) => one !== key) : [...props.chosen, key],
    );
  return (
    <fieldset className="staff-stores">
      <legend>{words.staff.stores}</legend>
      {stores.length === 0 && <p>{words.staff.noStores}</p>}
      <div className="staff-stores-list">
        {stores.map(({ key, name }) => (
          <label key={key} className="settings-entry">
            <input type="checkbox" checked={props.chosen.includes(key)} onChange={() => toggle(key)} />
            {name}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** The one time that the link is shown. */
export function LinkDialog({
  invited,
  onClose,
}: {
  readonly invited: Invited;
  readonly onClose: () => void;
}): ReactElement {
  const formats = useFormats();
  const link = new URL(invited.invitation.path, window.location.origin).href;
  const copy = (): void => {
    navigator.clipboard.writeText(link).then(
      () => notify(words.staff.copied),
      () => notify(words.staff.notCopied),
    );
  };
  const title = words.staff.linkTitle(invited.name);
  return (
    <Dialog opened label={title} size={520} padding={20} centered onClose={onClose}>
      <h2 className="confirm-title">{title}</h2>
      <p>{words.staff.linkText(formats.exact(invited.invitation.endsAt))}</p>
      <TextInput
        label={words.staff.link}
        readOnly
        value={link}
        data-autofocus
        onFocus={(event) => event.currentTarget.select()}
      />
      <div className="confirm-actions">
        <Button variant="default" onClick={onClose}>
          {words.staff.done}
        </Button>
        <Button onClick={copy}>{words.staff.copy}</Button>
      </div>
    </Dialog>
  );
}
