import type { IconName } from "../parts/icon.tsx";
import { words } from "../words/words.ts";

export type PagePath = "/customers" | "/segments" | "/events" | "/quarantine";

export interface PageEntry {
  readonly to: PagePath;
  readonly icon: IconName;
  readonly label: string;
  /** For the bar at the bottom of a small screen. */
  readonly short: string;
}

/** The places of the console, in the order of the navigation. Navigation, palette and small screens read this one list. */
export const pages: readonly PageEntry[] = [
  entry("/customers", "customers"),
  entry("/segments", "segments"),
  entry("/events", "events"),
  entry("/quarantine", "quarantine"),
];

function entry(to: PagePath, name: "customers" | "segments" | "events" | "quarantine"): PageEntry {
  return { to, icon: name, label: words.frame[name], short: words.frame.short[name] };
}
