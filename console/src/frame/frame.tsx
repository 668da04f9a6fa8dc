import { Outlet, useRouterState } from "@tanstack/react-router";
import { type ReactElement, useEffect, useRef } from "react";
import { useServerGone } from "../api/connection.ts";
import { Icon } from "../parts/icon.tsx";
import { Notices } from "../parts/notices.tsx";
import icon from "../theme/icon.svg";
import { words } from "../words/words.ts";
import { useBrand } from "./brand.ts";
import { CommandPalette } from "./command-palette.tsx";
import "./frame.css";
import { Navigation } from "./navigation.tsx";
import { openPalette } from "./palette-state.ts";
import { SettingsMenu } from "./settings-menu.tsx";

/** What stands around every page once somebody is signed in. */
export function Frame(): ReactElement {
  const content = useFocusOnNewPage();
  return (
    <div className="frame">
      <a className="skip-link" href="#content">
        {words.skipToContent}
      </a>
      <header className="top-bar">
        <BrandName />
        <button
          type="button"
          className="find-button"
          aria-label={words.frame.searchHint}
          onClick={openPalette}
          aria-keyshortcuts="/ Control+K"
        >
          <Icon name="search" size={16} />
          <span className="find-label">{words.frame.searchHint}</span>
          <kbd className="find-key">/</kbd>
        </button>
        <SettingsMenu />
      </header>
      <Navigation />
      <main id="content" ref={content} tabIndex={-1}>
        <GoneBanner />
        <Outlet />
      </main>
      <CommandPalette />
      <Notices />
    </div>
  );
}

function BrandName(): ReactElement {
  const { data: brand } = useBrand();
  const mark = brand?.sampleState === "loading" ? words.sampleLoading : words.sampleBrand;
  return (
    <div className="brand">
      <img src={icon} alt="" width={24} height={24} />
      <span className="brand-text">
        <span className="brand-name">{brand?.name ?? words.product}</span>
        {brand !== undefined && brand.sample !== "off" && brand.name !== mark && (
          <span className="brand-sample" title={words.sampleHint[brand.sample]}>
            {mark}
          </span>
        )}
      </span>
    </div>
  );
}

function GoneBanner(): ReactElement {
  const gone = useServerGone();
  return (
    <div role="status" aria-live="polite">
      {gone && (
        <p className="gone-banner">
          <Icon name="warning" size={18} />
          {words.frame.gone}
        </p>
      )}
    </div>
  );
}

/** A new page starts at its top for those who cannot see it: the focus goes to the content, not to where the old link was; unless the page has put it into a field already, such as the one a scanner types into. */
function useFocusOnNewPage(): { readonly current: HTMLElement | null } {
  const content = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const last = useRef(path);
  useEffect(() => {
    if (last.current !== undefined && path !== last.current && !isInField(content.current))
      content.current?.focus({ preventScroll: true });
    last.current = path;
  }, [path]);
  return content;
}

function isInField(content: HTMLElement | null): boolean {
  const { activeElement } = document;
  return activeElement instanceof HTMLInputElement && content?.contains(activeElement) === true;
}
