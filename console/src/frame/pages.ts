import type { IconName } from "../parts/icon.tsx";
import { words } from "../words/words.ts";

export type PagePath = "/customers" | "/segments" | "/events" | "/quarantine";

export interface PageEntry {
  readonly to: PagePath;
  readonly icon: IconName;
  readonly label: string;
  /** For narrow places: the rail of a middle screen, the bar at the bottom of a small one. */
  readonly short: string;
}

/** Pages that belong together; a group without a name stands for itself. */
export interface PageGroup {
  readonly key: string;
  readonly label?: string;
  readonly pages: readonly PageEntry[];
}

/**
 * The places of the console, in the order of the navigation. Navigation, palette and small screens read this one list:
 * a page is added by a line here, its words in `words.frame.pages`, its path in `PagePath` and its icon in `parts/icon.tsx`.
 */
export const pageGroups: readonly PageGroup[] = [
  { key: "everyone", pages: [entry("/customers", "customers")] },
  { key: "plan", label: words.frame.groups.plan, pages: [entry("/segments", "segments")] },
  {
    key: "feeds",
    label: words.frame.groups.feeds,
    pages: [entry("/events", "events"), entry("/quarantine", "quarantine")],
  },
];

export const pages: readonly PageEntry[] = pageGroups.flatMap((group) => group.pages);

/** What the bar of a small screen holds beside "More": thumbs need wide targets. */
const mostInBar = 4;

/** The first pages stand in the bar; one more than fits is no reason for a menu. */
export const pagesInBar: readonly PageEntry[] =
  pages.length <= mostInBar + 1 ? pages : pages.slice(0, mostInBar);

function entry(to: PagePath, name: keyof typeof words.frame.pages & IconName): PageEntry {
  const { label, short } = words.frame.pages[name];
  return { to, icon: name, label, short };
}
