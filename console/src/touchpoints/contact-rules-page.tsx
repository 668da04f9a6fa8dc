import type { ContactPolicy, HoldOut } from "@attune/contract";
import { Link } from "@tanstack/react-router";
import type { ReactElement, ReactNode } from "react";
import { type Defined, useDefinitions } from "../definitions/definition-queries.ts";
import { capText } from "../experiences/experience-sentence.ts";
import { Answered } from "../parts/answered.tsx";
import { BackLink } from "../parts/back-link.tsx";
import { useFormats } from "../parts/formats-context.tsx";
import { Page } from "../parts/page.tsx";
import { Section } from "../parts/section.tsx";
import "../parts/data-table.css";
import { wordFor, words } from "../words/words.ts";
import "./touchpoints.css";

/** How often may a customer be met, and who is kept out so that the rest can be compared? */
export function ContactRulesPage(): ReactElement {
  return (
    <Page
      title={words.touchpoints.rules}
      lead={<p>{words.rules.lead}</p>}
      before={<BackLink to="/touchpoints" label={words.touchpoints.title} />}
    >
      <Policies />
      <HoldOuts />
    </Page>
  );
}

function Policies(): ReactElement {
  const policies = useDefinitions<ContactPolicy>("contact-policy");
  const formats = useFormats();
  return (
    <Section
      title={words.rules.policies}
      aside={<Make kind="contact-policy" label={words.rules.makePolicy} />}
    >
      <Answered query={policies} lines={2}>
        {({ items }) => (
          <RuleList
            kind="contact-policy"
            none={words.rules.noPolicy}
            items={items}
            say={({ scope, caps = [], coolDown }) => [
              words.rules.scope(scopeOf(scope)),
              ...caps.map((cap) => capText(cap, formats)),
              ...(coolDown === undefined
                ? []
                : [words.rules.coolDown(words.experience.durations.length(coolDown))]),
            ]}
          />
        )}
      </Answered>
    </Section>
  );
}

function HoldOuts(): ReactElement {
  const holdOuts = useDefinitions<HoldOut>("hold-out");
  const formats = useFormats();
  return (
    <Section title={words.rules.holdOuts} aside={<Make kind="hold-out" label={words.rules.makeHoldOut} />}>
      <Answered query={holdOuts} lines={2}>
        {({ items }) => (
          <RuleList
            kind="hold-out"
            none={words.rules.noHoldOut}
            items={items}
            say={({ share, scope }) => [words.rules.held(formats.percent(share), scopeOf(scope))]}
          />
        )}
      </Answered>
    </Section>
  );
}

function scopeOf(scope: ContactPolicy["scope"] | HoldOut["scope"]): string {
  if (scope === "promotional") return words.rules.scopes.promotional;
  if ("placement" in scope) return words.rules.scopes.placement(scope.placement);
  if ("channel" in scope) return words.rules.scopes.channel(wordFor(words.channels, scope.channel));
  if (scope.tag !== undefined) return words.rules.scopes.tag(scope.tag);
  return words.rules.scopes.experience("experience" in scope ? (scope.experience ?? "") : "");
}

function Make(props: { readonly kind: string; readonly label: string }): ReactElement {
  return (
    <Link to="/definitions/new" search={{ kind: props.kind }} className="text-link">
      {props.label}
    </Link>
  );
}

function RuleList<Body extends { readonly name: string }>(props: {
  readonly kind: string;
  readonly none: string;
  readonly items: readonly Defined<Body>[];
  readonly say: (body: Body) => readonly string[];
}): ReactNode {
  const { kind, items } = props;
  const standing = items.filter(({ state }) => state !== "retired");
  if (standing.length === 0) return <p className="quiet">{props.none}</p>;
  return (
    <ul className="rules">
      {standing.map(({ key, body, state }) => (
        <li key={key}>
          <Link to="/definitions/$kind/$key" params={{ kind, key }} className="row-link">
            <bdi>{body.name}</bdi>
          </Link>
          <span className="row-detail">
            {props.say(body).join(" ")} {state === "draft" && words.definitions.states.draft}
          </span>
        </li>
      ))}
    </ul>
  );
}
