import { Modal } from "@mantine/core";
import { type ReactElement, useEffect } from "react";
import { words } from "../words/words.ts";
import { Finder } from "./finder.tsx";
import "./finder.css";
import { closePalette, openPalette, usePaletteOpen } from "./palette-state.ts";

/** `/` or Ctrl-K from anywhere: type, move with the arrows, open with Enter. */
export function CommandPalette(): ReactElement {
  const open = usePaletteOpen();
  usePaletteKeys();
  return (
    <Modal.Root
      opened={open}
      onClose={closePalette}
      size={620}
      yOffset="10vh"
      // At once: what is typed while it fades in would be lost.
      transitionProps={{ duration: 0 }}
      lockScroll={false}
    >
      <Modal.Overlay />
      <Modal.Content aria-label={words.palette.label}>
        <Modal.Body p={0}>
          <Finder />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function usePaletteKeys(): void {
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent): void => {
      const isShortcut = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
      const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !isTyping(event.target);
      if (!isShortcut && !isSlash) return;
      event.preventDefault();
      openPalette();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null
  );
}
