import { type ReactElement, useEffect } from "react";
import { Dialog } from "../parts/dialog.tsx";
import { words } from "../words/words.ts";
import { Finder } from "./finder.tsx";
import "./finder.css";
import { leavePalette, openPalette, usePaletteOpen } from "./palette-state.ts";

/** `/` or Ctrl-K from anywhere: type, move with the arrows, open with Enter. */
export function CommandPalette(): ReactElement {
  const open = usePaletteOpen();
  usePaletteKeys();
  return (
    <Dialog
      opened={open}
      label={words.palette.label}
      size={620}
      padding={0}
      returnFocus={false}
      onClose={leavePalette}
    >
      <Finder />
    </Dialog>
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
