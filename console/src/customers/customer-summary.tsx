import type { ReactElement, ReactNode } from "react";
import type { Profile } from "../api/forms.ts";
import type { Formats } from "../format/formats.ts";
import { useFormats, useNow } from "../parts/formats-context.tsx";
import { Moment } from "../parts/moment.tsx";
import { wordFor, words } from "../words/words.ts";

/** The customer in one breath. */
export function Summary({ profile }: { readonly profile: Profile }): ReactElement {
  const formats = useFormats();
  const now = useNow();
  const isAnonymous = profile.identifiers.every((identifier) => identifier.namespace === "anonymousId");
  const sentences = [
    ...(isAnonymous ? [words.customer.anonymous] : []),
    orderSentence(profile, formats),
    ...seenSentence(profile, formats, now),
  ];
  return <p>{sentences.map((sentence) => `${sentence}.`).join(" ")}</p>;
}

/** The same in numbers, to be read across customers. */
export function Figures({ profile }: { readonly profile: Profile }): ReactElement {
  const formats = useFormats();
  const { count, netMinor, currency, lastAt } = profile.orders;
  const money = (minor: number): string =>
    currency === null ? words.nothing : formats.money(minor, currency);
  const seen = lastSeenOf(profile);
  return (
    <dl className="figures" aria-label={words.customer.figures}>
      <Figure title={words.customer.orders}>{formats.number(count)}</Figure>
      <Figure title={words.customer.net}>{count === 0 ? words.nothing : money(netMinor)}</Figure>
      <Figure title={words.customer.average}>
        {count === 0 ? words.nothing : money(Math.round(netMinor / count))}
      </Figure>
      <Figure title={words.customer.lastOrderTitle}>
        {lastAt === null ? words.nothing : <Moment at={lastAt} />}
      </Figure>
      <Figure title={words.customer.lastSeenTitle}>
        {seen === undefined ? (
          words.nothing
        ) : (
          <>
            <Moment at={seen.at} />
            <span className="figure-more">
              {words.customer.on(wordFor(words.channels, seen.channel).toLocaleLowerCase())}
            </span>
          </>
        )}
      </Figure>
    </dl>
  );
}

function Figure(props: { readonly title: string; readonly children: ReactNode }): ReactElement {
  return (
    <div className="figure">
      <dt>{props.title}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function orderSentence(profile: Profile, formats: Formats): string {
  const { count, netMinor, currency } = profile.orders;
  if (count === 0 || currency === null) return words.customer.neverBought;
  return words.customer.bought(count, formats.number(count), formats.money(netMinor, currency));
}

function seenSentence(profile: Profile, formats: Formats, now: number): string[] {
  const last = lastSeenOf(profile);
  if (last === undefined) return [];
  const channels = Object.keys(profile.lastSeen).map((channel) =>
    wordFor(words.channels, channel).toLocaleLowerCase(),
  );
  return [words.customer.seen(formats.list(channels), formats.short(last.at, now))];
}

function lastSeenOf(profile: Profile): { readonly channel: string; readonly at: string } | undefined {
  return Object.entries(profile.lastSeen)
    .flatMap(([channel, at]) => (at === undefined ? [] : [{ channel, at }]))
    .sort((a, b) => b.at.localeCompare(a.at))[0];
}
