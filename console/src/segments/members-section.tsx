import type { SegmentMember, SegmentState } from "@attune/contract";
import { Link } from "@tanstack/react-router";
import type { ReactElement, ReactNode } from "react";
import { displayName, mainIdentifier } from "../customers/display-name.ts";
import { Answered } from "../parts/answered.tsx";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { EndOfList } from "../parts/end-of-list.tsx";
import { Moment } from "../parts/moment.tsx";
import { Section } from "../parts/section.tsx";
import { SimulatedMark } from "../parts/simulated-mark.tsx";
import { words } from "../words/words.ts";
import { MemberWhy } from "./member-why.tsx";
import { useMembers } from "./segment-queries.ts";

const columnsFor = (segmentKey: string): readonly Column<SegmentMember>[] => [
  {
    key: "name",
    title: words.customers.name,
    cell: (member) => <MemberName member={member} />,
  },
  {
    key: "since",
    title: words.segments.sinceTitle,
    cell: (member) => <Moment at={member.enteredAt} />,
  },
  {
    key: "why",
    title: words.segments.whyTitle,
    cell: (member) => (
      <MemberWhy segmentKey={segmentKey} profile={member.profile} who={displayName(member)} />
    ),
  },
];

export function MembersSection(props: {
  readonly segmentKey: string;
  readonly state: SegmentState;
  readonly aside?: ReactNode;
}): ReactElement {
  const members = useMembers(props.segmentKey, props.state);
  return (
    <Section title={words.segments.members} name="members" aside={props.aside}>
      <Answered query={members}>
        {(data) => {
          const rows = data.pages.flatMap((page) => page.items);
          if (rows.length > 0) {
            return (
              <DataTable
                name="members"
                label={words.segments.members}
                columns={columnsFor(props.segmentKey)}
                rows={rows}
                rowKey={(row) => row.profile}
              />
            );
          }
          return (
            <p className="quiet">
              {props.state === "filling" ? words.segments.noMembersFilling : words.segments.noMembers}
            </p>
          );
        }}
      </Answered>
      <EndOfList
        hasMore={members.hasNextPage}
        busy={members.isFetchingNextPage}
        onMore={() => void members.fetchNextPage()}
      />
    </Section>
  );
}

function MemberName({ member }: { readonly member: SegmentMember }): ReactElement {
  const detail = mainIdentifier(member);
  return (
    <>
      <Link to="/customers/$ref" params={{ ref: member.profile }} className="row-link">
        <bdi>{displayName(member)}</bdi>
      </Link>
      {member.simulated && <SimulatedMark />}
      {detail !== undefined && <bdi className="row-detail">{detail}</bdi>}
    </>
  );
}
