import { Button } from "@mantine/core";
import type { ReactElement } from "react";
import { words } from "../words/words.ts";
import { Dialog } from "./dialog.tsx";

/** Asks before what cannot be taken back; the safe answer has the focus. */
export function Confirm(props: {
  readonly opened: boolean;
  readonly title: string;
  readonly text: string;
  readonly act: string;
  readonly stay?: string;
  readonly danger?: boolean;
  readonly busy?: boolean;
  readonly onAct: () => void;
  readonly onClose: () => void;
}): ReactElement {
  return (
    <Dialog
      opened={props.opened}
      label={props.title}
      size={420}
      padding={20}
      centered
      onClose={props.onClose}
    >
      <h2 className="confirm-title">{props.title}</h2>
      <p>{props.text}</p>
      <div className="confirm-actions">
        <Button variant="default" data-autofocus onClick={props.onClose}>
          {props.stay ?? words.cancel}
        </Button>
        <Button
          color={props.danger === true ? "red" : "blue"}
          loading={props.busy === true}
          onClick={props.onAct}
        >
          {props.act}
        </Button>
      </div>
    </Dialog>
  );
}
