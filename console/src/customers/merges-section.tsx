import { Button } from "@mantine/core";
import { type ReactElement, useState } from "react";
import type { Merge, Profile } from "../api/forms.ts";
import { useMe } from "../api/session.ts";
import { Answered } from "../parts/answered.tsx";
import { Confirm } from "../parts/confirm.tsx";
import { sentenceOf } from "../parts/failed.tsx";
import { useFormats, useNow } from "../parts/formats-context.tsx";
import { Moment } from "../parts/moment.tsx";
import { notify } from "../parts/notices.tsx";
import { Section } from "../parts/section.tsx";
import { words } from "../words/words.ts";
import { useMerges, useUndoMerge } from "./customer-queries.ts";
import { JoinDialog } from "./join-dialog.tsx";

export function MergesSection(props: {
  readonly profile: Profile;
  readonly customerRef: string;
}): ReactElement {
  const merges = useMerges(props.customerRef);
  const [isJoining, setJoining] = useState(false);
  const { may } = useMe();
  const [asked, setAsked] = useState<Merge>();
  const undo = useUndoMerge();
  const onUndo = (): void => {
    if (asked === undefined) return;
    undo.mutate(asked.id, {
      onSuccess: () => notify(words.customer.undoDone),
      onSettled: () => setAsked(undefined),
    });
  };
  return (
    <Section
      title={words.customer.merges}
      name="merges"
      aside={
        may("mergeProfiles") && (
          <button type="button" className="text-button" onClick={() => setJoining(true)}>
            {words.people.joinOpen}
          </button>
        )
      }
    >
      <Answered query={merges} lines={1}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="quiet">{words.customer.noMerges}</p>
          ) : (
            <ul className="pairs">
              {items.map((merge) => (
                <OneMerge key={merge.id} merge={merge} onUndo={() => setAsked(merge)} />
              ))}
            </ul>
          )
        }
      </Answered>
      {undo.isError && (
        <p role="alert" className="fault">
          {sentenceOf(undo.error)}
        </p>
      )}
      <JoinDialog profile={props.profile} opened={isJoining} onClose={() => setJoining(false)} />
      <Confirm
        opened={asked !== undefined}
        title={words.customer.undoTitle}
        text={words.customer.undoText}
        act={words.customer.undo}
        busy={undo.isPending}
        onAct={onUndo}
        onClose={() => setAsked(undefined)}
      />
    </Section>
  );
}

function OneMerge(props: { readonly merge: Merge; readonly onUndo: () => void }): ReactElement {
  const { merge } = props;
  const formats = useFormats();
  const now = useNow();
  return (
    <li className="pair">
      <span>
        {words.customer.merged(merge.actor)}
        <span className="quiet pair-below">
          <Moment at={merge.mergedAt} />, {merge.cause}
        </span>
      </span>
      {merge.undoneAt === null ? (
        <Button variant="default" onClick={props.onUndo}>
          {words.customer.undo}
        </Button>
      ) : (
        <span className="pair-end quiet">{words.customer.undone(formats.short(merge.undoneAt, now))}</span>
      )}
    </li>
  );
}
