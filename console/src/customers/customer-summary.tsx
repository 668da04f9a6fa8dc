import type { ReactElement, ReactNode } from "react";
import type { Profile } from "../api/forms.ts";
import type { Formats } from "../format/formats.ts";
import { useFormats } from "../parts/formats-context.tsx";
import { Moment } from "../parts/moment.tsx";
import { wordFor, words } from "../words/words.ts";
import { displayName, identifierText } from "./display-name.ts";

/** The customer in one breath. */
export function Summary({ profile }: { readonly profile: Profile }): ReactElement {
  const formats = useFormats();
  const known = contactsOf(profile);
  const isAnonymous = profile.identifiers.every(({ namespace }) => namespace === "anonymousId");
  const sentences = [
    ...(isAnonymous ? [words.customer.anonymous] : []),
    ...(known.length === 0 ? [] : [known.join(", ")]),
    ...seenSentence(profile, formats),
    ...(profile.orders.count === 0 ? [words.customer.neverBought] : []),
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
      <dd className="tabular">{props.children}</dd>
    </div>
  );
}

/** What staff would call or write to, and the number they would ask for. */
function contactsOf(profile: Profile): string[] {
  return profile.identifiers
    .filter(({ namespace }) => namespace === "email" || namespace === "userId")
    .slice(0, 2)
    .map(identifierText)
    .filter((text) => text !== displayName(profile));
}

function seenSentence(profile: Profile, formats: Formats): string[] {
  const channels = Object.keys(profile.lastSeen).map((channel) =>
    wordFor(words.channels, channel).toLocaleLowerCase(),
  );
  return channels.length === 0 ? [] : [words.customer.seen(formats.list(channels))];
}

function lastSeenOf(profile: Profile): { readonly channel: string; readonly at: string } | undefined {
  return Object.entries(profile.lastSeen)
    .flatMap(([channel, at]) => (at === undefined ? [] : [{ channel, at }]))
    .sort((a, b) => b.at.localeCompare(a.at))[0];
}
