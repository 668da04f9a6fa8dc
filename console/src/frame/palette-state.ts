import { createSharedValue } from "../state/shared-value.ts";

const open = createSharedValue(false);

export function openPalette(): void {
  open.set(true);
}

export function closePalette(): void {
  open.set(false);
}

export function usePaletteOpen(): boolean {
  return open.use();
}
