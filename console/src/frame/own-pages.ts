import { useMe } from "../api/session.ts";
import { type PageEntry, type PageGroup, pageGroups } from "./pages.ts";

/** What the bar of a small screen holds beside "More": thumbs need wide targets. */
const mostInBar = 4;

export interface OwnPages {
  readonly groups: readonly PageGroup[];
  readonly pages: readonly PageEntry[];
  /** The first ones; all of them when "More" would hold one page only. */
  readonly inBar: readonly PageEntry[];
}

/** The pages that live by routes which whoever is signed in may call. */
export function useOwnPages(): OwnPages {
  const { may } = useMe();
  const groups = pageGroups
    .map((group) => ({
      ...group,
      pages: group.pages.filter(({ needs }) => needs === undefined || may(needs)),
    }))
    .filter(({ pages }) => pages.length > 0);
  const pages = groups.flatMap((group) => group.pages);
  return { groups, pages, inBar: pages.length <= mostInBar + 1 ? pages : pages.slice(0, mostInBar) };
}
