import type { IconName } from "../parts/icon.tsx";
import { words } from "../words/words.ts";

export type PagePath =
  | "/overview"
  | "/customers"
  | "/departments"
  | "/mirror"
  | "/segments"
  | "/touchpoints"
  | "/products"
  | "/stores"
  | "/events"
  | "/quarantine"
  | "/imports"
  | "/keys"
  | "/definitions"
  | "/start"
  | "/staff"
  | "/audit";

export interface PageEntry {
  readonly to: PagePath;
  readonly icon: IconName;
  readonly label: string;
  /** For narrow places: the rail of a middle screen, the bar at the bottom of a small one. */
  readonly short: string;
  /** The route (`operationId`) without which the page would be empty: whom the server refuses it, the page is not offered. */
  readonly needs: string | undefined;
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
  {
    key: "everyone",
    pages: [
      entry("/overview", "overview", "reportOverview"),
      entry("/customers", "customers", "listProfiles"),
      entry("/departments", "departments"),
      entry("/mirror", "mirror", "rehearse"),
    ],
  },
  {
    key: "plan",
    label: words.frame.groups.plan,
    pages: [
      entry("/segments", "segments", "listSegments"),
      entry("/touchpoints", "touchpoints", "listTouchpoints"),
    ],
  },
  {
    key: "range",
    label: words.frame.groups.range,
    pages: [entry("/products", "products", "listProducts"), entry("/stores", "stores", "listStores")],
  },
  {
    key: "feeds",
    label: words.frame.groups.feeds,
    pages: [
      entry("/events", "events", "listLiveEvents"),
      entry("/quarantine", "quarantine", "listQuarantine"),
      entry("/imports", "imports", "importRecords"),
    ],
  },
  {
    key: "settings",
    label: words.frame.groups.settings,
    pages: [
      entry("/keys", "keys", "listKeys"),
      entry("/definitions", "definitions", "listDefinitions"),
      entry("/start", "start", "getBrandContents"),
      entry("/staff", "staff", "listStaff"),
      entry("/audit", "audit", "listAudit"),
    ],
  },
];

/** `needs`: the route without which the page would be empty. */
function entry(to: PagePath, name: keyof typeof words.frame.pages & IconName, needs?: string): PageEntry {
  const { label, short } = words.frame.pages[name];
  return { to, icon: name, label, short, needs };
}
