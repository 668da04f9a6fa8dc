import { Link, useRouterState } from "@tanstack/react-router";
import { type ReactElement, useEffect, useId, useState } from "react";
import { Dialog } from "../parts/dialog.tsx";
import { Icon } from "../parts/icon.tsx";
import { words } from "../words/words.ts";
import "./navigation.css";
import { useOwnPages } from "./own-pages.ts";
import type { PageEntry, PageGroup } from "./pages.ts";

/** Groups at the side of a wide screen; on a small one a bar at the bottom, the rest behind "More". Style sheets choose. */
export function Navigation(): ReactElement {
  const { groups, pages, inBar } = useOwnPages();
  return (
    <nav className="navigation" aria-label={words.frame.navigation}>
      <div className="navigation-side">
        <Groups groups={groups} />
      </div>
      <ul className="navigation-bar">
        {inBar.map((page) => (
          <li key={page.to}>
            <PageLink page={page} />
          </li>
        ))}
        {inBar.length < pages.length && (
          <li>
            <More groups={groups} behind={pages.filter((page) => !inBar.includes(page))} />
          </li>
        )}
      </ul>
    </nav>
  );
}

function Groups({ groups }: { readonly groups: readonly PageGroup[] }): ReactElement {
  const ids = useId();
  return (
    <>
      {groups.map((group) => (
        <div key={group.key} className="navigation-group">
          {group.label !== undefined && (
            <p id={`${ids}${group.key}`} className="navigation-title">
              {group.label}
            </p>
          )}
          <ul aria-labelledby={group.label === undefined ? undefined : `${ids}${group.key}`}>
            {group.pages.map((page) => (
              <li key={page.to}>
                <PageLink page={page} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </>
  );
}

function PageLink({ page }: { readonly page: PageEntry }): ReactElement {
  return (
    <Link
      to={page.to}
      className="navigation-link"
      // What is seen is part of it, as whoever speaks to the machine says what they see.
      aria-label={page.label.includes(page.short) ? page.label : `${page.label}, ${page.short}`}
      activeProps={{ "aria-current": "page" }}
    >
      <Icon name={page.icon} size={20} />
      <span className="navigation-label">{page.label}</span>
      <span className="navigation-short">{page.short}</span>
    </Link>
  );
}

function More(props: {
  readonly groups: readonly PageGroup[];
  readonly behind: readonly PageEntry[];
}): ReactElement {
  const [open, setOpen] = useState(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const isHere = props.behind.some((page) => path.startsWith(page.to));
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page closes what led to it
  useEffect(() => setOpen(false), [path]);
  return (
    <>
      <button
        type="button"
        className="navigation-link navigation-more"
        aria-haspopup="dialog"
        data-here={isHere}
        onClick={() => setOpen(true)}
      >
        <Icon name="more" size={20} />
        <span className="navigation-short">{words.frame.more}</span>
      </button>
      <Dialog
        opened={open}
        label={words.frame.navigation}
        size={420}
        padding={12}
        onClose={() => setOpen(false)}
      >
        <div className="navigation-all">
          <Groups groups={props.groups} />
        </div>
      </Dialog>
    </>
  );
}
