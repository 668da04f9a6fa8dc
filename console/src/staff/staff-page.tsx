import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { useMe } from "../api/session.ts";
import { Answered } from "../parts/answered.tsx";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { sentenceOf } from "../parts/failed.tsx";
import { Moment } from "../parts/moment.tsx";
import { notify } from "../parts/notices.tsx";
import { Page } from "../parts/page.tsx";
import { words } from "../words/words.ts";
import { LinkDialog, MemberDialog } from "./member-dialog.tsx";
import { type Invited, type StaffMember, useChangeStaff, useInvite, useStaff } from "./staff-queries.ts";
import "./staff.css";

/** Who may sign in, and as what? */
export function StaffPage(): ReactElement {
  const staff = useStaff();
  const [editing, setEditing] = useState<StaffMember | "new">();
  const [invited, setInvited] = useState<Invited>();
  return (
    <Page
      title={words.staff.title}
      lead={<p>{words.staff.lead}</p>}
      actions={<Button onClick={() => setEditing("new")}>{words.staff.add}</Button>}
    >
      <Answered query={staff}>
        {(members) => (
          <DataTable
            name="staff"
            label={words.staff.title}
            columns={columnsFor(setEditing, setInvited)}
            rows={members}
            rowKey={(member) => member.id}
          />
        )}
      </Answered>
      {editing !== undefined && (
        <MemberDialog
          member={editing === "new" ? undefined : editing}
          onInvited={setInvited}
          onClose={() => setEditing(undefined)}
        />
      )}
      {invited !== undefined && <LinkDialog invited={invited} onClose={() => setInvited(undefined)} />}
    </Page>
  );
}

function columnsFor(
  onEdit: (member: StaffMember) => void,
  onInvited: (invited: Invited) => void,
): readonly Column<StaffMember>[] {
  return [
    {
      key: "name",
      title: words.staff.name,
      cell: (member) => (
        <>
          <button type="button" className="text-button staff-name" onClick={() => onEdit(member)}>
            <bdi>{member.name}</bdi>
          </button>
          <span className="row-detail">{member.login}</span>
        </>
      ),
    },
    {
      key: "role",
      title: words.staff.role,
      cell: (member) => (
        <>
          {words.session.roles[member.role]}
          {member.stores.length > 0 && <span className="row-detail">{member.stores.join(", ")}</span>}
        </>
      ),
    },
    { key: "state", title: words.staff.state, cell: (member) => <State member={member} /> },
    { key: "act", title: words.staff.act, cell: (member) => <Acts member={member} onInvited={onInvited} /> },
  ];
}

function State({ member }: { readonly member: StaffMember }): ReactElement {
  return (
    <>
      {words.staff.states[member.state]}
      <span className="row-detail">
        {member.state === "invited" && member.invitationEndsAt !== null && (
          <>
            {words.staff.linkUntil} <Moment at={member.invitationEndsAt} />
          </>
        )}
        {member.signedInAt !== null && (
          <>
            {words.staff.signedIn} <Moment at={member.signedInAt} />
          </>
        )}
      </span>
    </>
  );
}

function Acts(props: {
  readonly member: StaffMember;
  readonly onInvited: (invited: Invited) => void;
}): ReactElement {
  const { member } = props;
  const { may } = useMe();
  const change = useChangeStaff();
  const invite = useInvite();
  const isDisabled = member.state === "disabled";
  const setDisabled = (disabled: boolean): void =>
    change.mutate(
      { id: member.id, change: { disabled } },
      {
        onSuccess: () =>
          notify(disabled ? words.staff.disabled(member.name) : words.staff.enabled(member.name)),
        onError: (error) => notify(sentenceOf(error)),
      },
    );
  return (
    <span className="staff-acts">
      {!isDisabled && (
        <button
          type="button"
          className="text-button"
          onClick={() => invite.mutate(member.id, { onSuccess: props.onInvited })}
        >
          {words.staff.newLink}
        </button>
      )}
      <button type="button" className="text-button" onClick={() => setDisabled(!isDisabled)}>
        {isDisabled ? words.staff.enable : words.staff.disable}
      </button>
      {may("listAudit") && (
        <Link to="/audit" search={{ staff: member.id }} className="text-link">
          {words.staff.audit}
        </Link>
      )}
    </span>
  );
}
