import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Icon } from "../parts/icon.tsx";
import { words } from "../words/words.ts";
import { pages } from "./pages.ts";

export function Navigation(): ReactElement {
  return (
    <nav className="navigation" aria-label={words.frame.navigation}>
      <ul>
        {pages.map((page) => (
          <li key={page.to}>
            <Link
              to={page.to}
              className="navigation-link"
              aria-label={page.label}
              activeProps={{ "aria-current": "page" }}
            >
              <Icon name={page.icon} size={20} />
              <span className="navigation-label">{page.label}</span>
              <span className="navigation-short">{page.short}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
