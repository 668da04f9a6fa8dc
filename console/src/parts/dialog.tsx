import { Modal } from "@mantine/core";
import type { ReactElement, ReactNode } from "react";

/** A dialog over the page. Mantine's ready-made one puts its title in a second banner landmark. */
export function Dialog(props: {
  readonly opened: boolean;
  readonly label: string;
  readonly size: number;
  readonly padding: number;
  readonly centered?: boolean;
  readonly returnFocus?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <Modal.Root
      opened={props.opened}
      onClose={props.onClose}
      size={props.size}
      centered={props.centered ?? false}
      yOffset="10vh"
      returnFocus={props.returnFocus ?? true}
      // At once: what is typed while a dialog fades in would be lost.
      transitionProps={{ duration: 0 }}
      // react-remove-scroll adds a style element at run time, which the policy forbids; base.css holds the page instead.
      lockScroll={false}
    >
      <Modal.Overlay />
      <Modal.Content aria-label={props.label}>
        <Modal.Body p={props.padding}>{props.children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
