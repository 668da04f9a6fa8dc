import { type ReactElement, useState } from "react";
import { useMemberships } from "../customers/customer-queries.ts";
import { useFormats, useNow } from "../parts/formats-context.tsx";
import { words } from "../words/words.ts";

/** Asked for one member at a time: why in it, and until when if nothing happens. */
export function MemberWhy(props: {
  readonly segmentKey: string;
  readonly profile: string;
  readonly who: string;
}): ReactElement {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="text-button member-why"
        aria-expanded={isOpen}
        aria-label={words.segments.whyIs(props.who)}
        onClick={() => setOpen(!isOpen)}
      >
        {words.segments.whyShort}
      </button>
      {isOpen && <Reason segmentKey={props.segmentKey} profile={props.profile} />}
    </>
  );
}

function Reason(props: { readonly segmentKey: string; readonly profile: string }): ReactElement {
  const memberships = useMemberships(props.profile);
  const formats = useFormats();
  const now = useNow();
  const own = memberships.data?.items.find(({ key }) => key === props.segmentKey);
  if (memberships.isPending) return <span className="row-detail">{words.loading}</span>;
  if (own === undefined) return <span className="row-detail">{words.segments.noLonger}</span>;
  return (
    <span className="row-detail" role="status">
      {own.why}
      {"; "}
      {own.until === null ? words.customer.forGood : words.customer.until(formats.ahead(own.until, now))}
    </span>
  );
}
