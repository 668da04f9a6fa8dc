import type { ReactElement } from "react";
import type { Profile } from "../api/forms.ts";
import { useFormats, useNow } from "../parts/formats-context.tsx";
import { Icon } from "../parts/icon.tsx";
import { words } from "../words/words.ts";
import { useOrders } from "./customer-queries.ts";
import "./glance.css";
import { type GlancePoint, glanceOf } from "./glance.ts";
import { useLoyalty, useResume } from "./more-queries.ts";

/** What matters now, in words; the answer to "what should I know before I say hello?". */
export function GlanceSection(props: {
  readonly profile: Profile;
  readonly customerRef: string;
  /** The page says itself that the customer has not agreed. */
  readonly isConsentTold?: boolean;
}): ReactElement {
  const points = useGlance(props.profile, props.customerRef).filter(
    ({ key }) => key !== "consent" || props.isConsentTold !== true,
  );
  return (
    <section className="glance" aria-label={words.people.glance.title}>
      {points.length === 0 ? (
        <p className="quiet">{words.people.glance.nothing}</p>
      ) : (
        <ul>
          {points.map((point) => (
            <li key={point.key} className={`glance-point glance-${point.tone}`}>
              <Icon name={point.tone === "trouble" ? "warning" : "page"} size={18} />
              <bdi>{point.text}</bdi>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function useGlance(profile: Profile, ref: string): readonly GlancePoint[] {
  const formats = useFormats();
  const now = useNow();
  const resume = useResume(ref);
  const orders = useOrders(ref);
  const loyalty = useLoyalty(ref);
  return glanceOf(
    {
      profile,
      resume: resume.data?.entries ?? [],
      orders: orders.data?.pages.flatMap((page) => page.items) ?? [],
      loyalty: loyalty.data,
    },
    formats,
    now,
  );
}
