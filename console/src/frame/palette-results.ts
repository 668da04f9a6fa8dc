import { useDebouncedValue } from "@mantine/hooks";
import type { CustomerRow } from "../api/forms.ts";
import { useMe } from "../api/session.ts";
import { type CustomerPage, useCustomerSearch } from "../customers/customer-queries.ts";
import { displayName, mainIdentifier } from "../customers/display-name.ts";
import type { IconName } from "../parts/icon.tsx";
import { useSegments } from "../segments/segment-queries.ts";
import { words } from "../words/words.ts";
import { useOwnPages } from "./own-pages.ts";
import type { PageEntry } from "./pages.ts";

export interface Result {
  readonly id: string;
  readonly group: string;
  readonly icon: IconName;
  readonly label: string;
  readonly detail?: string;
  readonly simulated?: boolean;
  readonly href: string;
}

const mostOfAKind = 6;

/** What the palette offers for what was typed, best kind first. Pages and segments are at hand, customers are asked for. */
export function usePaletteResults(typed: string): {
  readonly results: readonly Result[];
  readonly busy: boolean;
} {
  const { may } = useMe();
  const query = typed.trim();
  const [asked] = useDebouncedValue(query, 120);
  const customers = useCustomerSearch(asked, mostOfAKind);
  const { data: segments } = useSegments();
  const { pages } = useOwnPages();
  const found = [
    ...pageResults(query, pages, may),
    ...(query === "" || customers.data === undefined ? [] : meantBy(customers.data)).map(
      (row): Result => ({
        id: `customer-${row.id}`,
        group: words.palette.customers,
        icon: "person",
        label: displayName(row),
        ...withDetail(mainIdentifier(row)),
        simulated: row.simulated,
        href: `/customers/${row.id}`,
      }),
    ),
    ...segmentResults(query, segments?.items ?? []),
  ];
  return { results: found, busy: query !== asked || customers.isFetching };
}

/** Also who may have been meant. */
function meantBy({ items, near = [] }: CustomerPage): readonly CustomerRow[] {
  return [...items, ...near].slice(0, mostOfAKind);
}

function pageResults(
  query: string,
  pages: readonly PageEntry[],
  may: (operation: string) => boolean,
): Result[] {
  const asResults = pages.map(
    (page): Result => ({
      id: `page-${page.to}`,
      group: words.palette.pages,
      icon: page.icon,
      label: page.label,
      href: page.to,
    }),
  );
  const newSegment: Result = {
    id: "command-new-segment",
    group: words.palette.commands,
    icon: "plus",
    label: words.palette.newSegment,
    href: "/segments/new",
  };
  const commands = may("putDefinition") ? [newSegment] : [];
  return [...asResults, ...commands].filter((result) => isCalled(result.label, query));
}

function segmentResults(
  query: string,
  segments: readonly { readonly key: string; readonly name: string }[],
): Result[] {
  if (query === "") return [];
  return segments
    .filter((segment) => isCalled(segment.name, query) || isCalled(segment.key, query))
    .slice(0, mostOfAKind)
    .map((segment) => ({
      id: `segment-${segment.key}`,
      group: words.palette.segments,
      icon: "segments",
      label: segment.name,
      href: `/segments/${segment.key}`,
    }));
}

/** Every word typed begins a word of the name. */
function isCalled(name: string, query: string): boolean {
  const own = name.toLocaleLowerCase().split(/[^\p{L}\p{N}]+/u);
  return query
    .toLocaleLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .every((part) => own.some((word) => word.startsWith(part)));
}

function withDetail(detail: string | undefined): { readonly detail?: string } {
  return detail === undefined ? {} : { detail };
}
