import { Modal } from "@mantine/core";
import { type ReactElement, type ReactNode, useLayoutEffect, useRef } from "react";

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
      returnFocus={false}
      // At once: what is typed while a dialog fades in would be lost.
      transitionProps={{ duration: 0 }}
      // react-remove-scroll adds a style element at run time, which the policy forbids; base.css holds the page instead.
      lockScroll={false}
    >
      <Modal.Overlay />
      <Modal.Content aria-label={props.label}>
        <Body padding={props.padding} returnsFocus={props.returnFocus ?? true}>
          {props.children}
        </Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** Has the focus as soon as it is there, or the first letters of who types on are lost; and gives it back to where it came from. */
function Body(props: {
  readonly padding: number;
  readonly returnsFocus: boolean;
  readonly children: ReactNode;
}): ReactElement {
  const { padding, returnsFocus, children } = props;
  const body = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    body.current?.querySelector<HTMLElement>("[data-autofocus]")?.focus();
    return () => {
      if (returnsFocus && before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [returnsFocus]);
  return (
    <Modal.Body ref={body} p={padding}>
      {children}
    </Modal.Body>
  );
}
