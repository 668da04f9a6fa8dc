import { createSharedValue } from "../state/shared-value.ts";

const open = createSharedValue(false);
let cameFrom: Element | null = null;

export function openPalette(): void {
  if (open.get()) return;
  cameFrom = document.activeElement;
  open.set(true);
}

export function closePalette(): void {
  open.set(false);
}

/** Puts the focus back where it was: for leaving the palette without going anywhere. */
export function leavePalette(): void {
  closePalette();
  if (cameFrom instanceof HTMLElement) cameFrom.focus({ preventScroll: true });
}

export function usePaletteOpen(): boolean {
  return open.use();
}
