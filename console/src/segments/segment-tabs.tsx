import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { words } from "../words/words.ts";

const tabs = [
  ["/segments", words.segments.tabs.all],
  ["/segments/overlap", words.segments.tabs.overlap],
  ["/segments/schemes", words.segments.tabs.schemes],
  ["/segments/stages", words.segments.tabs.stages],
] as const;

/** The pages about groups of customers. */
export function SegmentTabs(): ReactElement {
  return (
    <nav className="tabs" aria-label={words.segments.tabs.label}>
      {tabs.map(([to, label]) => (
        <Link
          key={to}
          to={to}
          className="tab"
          activeOptions={{ exact: true }}
          activeProps={{ "aria-current": "page" }}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
