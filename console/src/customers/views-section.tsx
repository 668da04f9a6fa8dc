import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { get } from "../api/client.ts";
import { useInfiniteQuery } from "../api/use-query.ts";
import { Answered } from "../parts/answered.tsx";
import { useFormats } from "../parts/formats-context.tsx";
import { Moment } from "../parts/moment.tsx";
import { Section } from "../parts/section.tsx";
import { words } from "../words/words.ts";
import { looksOf } from "./looks.ts";

/** Who looked at this customer, when, and at what: every view is in the audit. */
export function ViewsSection({
  customerRef,
  id,
}: {
  readonly customerRef: string;
  readonly id: string;
}): ReactElement {
  const formats = useFormats();
  const views = useInfiniteQuery({
    queryKey: ["profile", customerRef, "views"],
    queryFn: ({ pageParam: cursor, signal }) =>
      get("/api/profiles/{ref}/views", { ref: customerRef, cursor, limit: 100 }, signal),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });
  return (
    <Section
      title={words.customer.views}
      name="views"
      aside={
        <Link to="/audit" search={{ profile: id }} className="text-link">
          {words.customer.viewsAll}
        </Link>
      }
    >
      <Answered query={views} lines={2}>
        {({ pages }) => {
          const looks = looksOf(pages.flatMap(({ items }) => items));
          if (looks.length === 0) return <p className="quiet">{words.customer.noViews}</p>;
          return (
            <ul className="pairs">
              {looks.map(({ id: first, actor, name, at, operations }) => (
                <li key={first} className="pair">
                  <span>
                    <bdi>{name ?? words.audit.actorOf(actor)}</bdi>
                    <span className="row-detail">
                      {formats.list([...new Set(operations.map(words.customer.seenOf))])}
                    </span>
                  </span>
                  <span className="pair-end">
                    <Moment at={at} />
                  </span>
                </li>
              ))}
            </ul>
          );
        }}
      </Answered>
      {views.hasNextPage && (
        <button type="button" className="text-button" onClick={() => void views.fetchNextPage()}>
          {words.customer.viewsMore}
        </button>
      )}
    </Section>
  );
}
