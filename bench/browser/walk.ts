import type { Page } from "playwright-core";
import { type RouteTimes, timeClick } from "./watch-routes.ts";

/** One change of route: to the page that the first link with this address, or this beginning of one, leads to. */
type Step = readonly [page: string, href: string];

const chains: readonly (readonly Step[])[] = [
  [
    ["overview", "/overview"],
    ["customers behind a number", "/overview/*"],
  ],
  [
    ["customers", "/customers"],
    ["customer", "/customers/*"],
  ],
  [
    ["departments", "/departments"],
    ["marketing", "/departments/marketing"],
    ["segment", "/segments/*"],
    ["segment editor", "/segments/*edit"],
  ],
  [
    ["departments", "/departments"],
    ["product's department", "/departments/product"],
  ],
  [
    ["departments", "/departments"],
    ["stores' department", "/departments/retail"],
    ["store app", "/store"],
  ],
  [
    ["departments", "/departments"],
    ["service", "/departments/service"],
    ["customer of service", "/departments/service/*"],
  ],
  [
    ["departments", "/departments"],
    ["finance", "/departments/finance"],
  ],
  [
    ["mirror", "/mirror"],
    ["customer in the mirror", "/mirror/*"],
  ],
  [
    ["segments", "/segments"],
    ["overlap", "/segments/overlap"],
    ["schemes", "/segments/schemes"],
    ["stages", "/segments/stages"],
  ],
  [
    ["segments", "/segments"],
    ["new segment", "/segments/new"],
  ],
  [
    ["touchpoints", "/touchpoints"],
    ["touchpoint", "/touchpoints/home"],
    ["placement", "/placements/home-hero"],
    ["experience", "/experiences/hero-*"],
    ["experience editor", "/experiences/*edit"],
  ],
  [
    ["touchpoints", "/touchpoints"],
    ["preview", "/preview*"],
  ],
  [
    ["touchpoints", "/touchpoints"],
    ["contact rules", "/contact-rules"],
  ],
  [
    ["products", "/products"],
    ["product", "/products/*"],
  ],
  [
    ["stores", "/stores"],
    ["store", "/stores/*"],
  ],
  [["live events", "/events"]],
  [["quarantine", "/quarantine"]],
  [["imports", "/imports"]],
  [["keys", "/keys"]],
  [
    ["definitions", "/definitions"],
    ["definition", "/definitions/experience/*"],
  ],
  [["start", "/start"]],
  [["staff", "/staff"]],
  [["audit", "/audit"]],
];

export interface Visit extends RouteTimes {
  readonly page: string;
}

/** Through every kind of page once, by clicks as fast as a program clicks: nothing was looked at before, nothing hovered over. */
export async function walkOnce(page: Page): Promise<readonly Visit[]> {
  const visits: Visit[] = [];
  for (const chain of chains) {
    for (const [at, [name, href]] of chain.entries()) {
      const times = await timeClick(page, at === 0 ? `.navigation-link[href="${href}"]` : selectorOf(href));
      visits.push({ page: name, ...times });
    }
  }
  return firstOfEach(visits);
}

function selectorOf(href: string): string {
  const [start = "", end] = href.split("*");
  if (end === undefined) return `main a[href="${start}"]`;
  return `main a[href^="${start}"]${end === "" ? "" : `[href$="${end}"]`}`;
}

/** Pages that lead to others are walked through again: what counts is the first time. */
function firstOfEach(visits: readonly Visit[]): readonly Visit[] {
  return [...new Map(visits.toReversed().map((visit) => [visit.page, visit])).values()].toReversed();
}
