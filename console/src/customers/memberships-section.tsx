import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import type { Membership } from "../api/forms.ts";
import type { Formats } from "../format/formats.ts";
import { Answered } from "../parts/answered.tsx";
import { useFormats, useNow } from "../parts/formats-context.tsx";
import { Section } from "../parts/section.tsx";
import { words } from "../words/words.ts";
import { useMemberships } from "./customer-queries.ts";

const justNowMs = 60_000;

/** Which segments, why, and until when if nothing happens. */
export function MembershipsSection({ customerRef }: { readonly customerRef: string }): ReactElement {
  const memberships = useMemberships(customerRef);
  return (
    <Section title={words.customer.segments} name="memberships">
      <Answered query={memberships} lines={3}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="quiet">{words.customer.noSegments}</p>
          ) : (
            <ul className="memberships">
              {items.map((membership) => (
                <OneMembership key={membership.key} membership={membership} />
              ))}
            </ul>
          )
        }
      </Answered>
    </Section>
  );
}

function OneMembership({ membership }: { readonly membership: Membership }): ReactElement {
  const formats = useFormats();
  const now = useNow();
  const { since, until } = membership;
  const times = [
    ...(since === null ? [] : [sinceWords(since, formats, now)]),
    until === null ? words.customer.forGood : words.customer.until(formats.ahead(until, now)),
  ];
  return (
    <li className="membership">
      <Link to="/segments/$key" params={{ key: membership.key }} className="strong-link">
        <bdi>{membership.name}</bdi>
      </Link>
      <p className="membership-why">{membership.why}</p>
      <p className="membership-until">{times.join(", ")}</p>
    </li>
  );
}

function sinceWords(since: string, formats: Formats, now: number): string {
  if (now - Date.parse(since) < justNowMs) return words.customer.sinceNow;
  return words.customer.since(formats.point(since, now));
}
