import { Button } from "@mantine/core";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import type { Profile } from "../api/forms.ts";
import { useOrders, useProfile } from "../customers/customer-queries.ts";
import { displayName } from "../customers/display-name.ts";
import { mayPersonalise } from "../customers/glance.ts";
import { GlanceSection } from "../customers/glance-section.tsx";
import { useLoyalty, useResume } from "../customers/more-queries.ts";
import { StageLine } from "../customers/stage-line.tsx";
import { CasesSection } from "../departments/cases-section.tsx";
import { usePreviewed, useTouchpoints } from "../departments/department-queries.ts";
import "../departments/departments.css";
import { EntitlementsSection } from "../departments/entitlements-section.tsx";
import { WithheldNote } from "../departments/withheld-note.tsx";
import { textsOf } from "../mirror/content-texts.ts";
import { Answered } from "../parts/answered.tsx";
import { BackLink } from "../parts/back-link.tsx";
import { Empty } from "../parts/empty.tsx";
import { useFormats } from "../parts/formats-context.tsx";
import { Icon } from "../parts/icon.tsx";
import { Moment } from "../parts/moment.tsx";
import { Page } from "../parts/page.tsx";
import { Section } from "../parts/section.tsx";
import { SimulatedMark } from "../parts/simulated-mark.tsx";
import { words } from "../words/words.ts";
import "./store-app.css";
import { type Conversation, conversationOf } from "./talking-points.ts";

/** Who stands there, what to talk about, what to do and what not: readable at arm's length. */
export function StoreCustomerPage(): ReactElement {
  const { ref } = useParams({ from: "/store/$ref" });
  const profile = useProfile(ref);
  const missing = (
    <Page title={words.customer.missingTitle} before={<BackLink to="/store" label={words.store.next} />}>
      <Empty title={words.customer.missing} />
    </Page>
  );
  return (
    <Answered query={profile} lines={8} missing={missing}>
      {(data) => <AtTheTill key={data.id} profile={data} customerRef={ref} />}
    </Answered>
  );
}

function AtTheTill(props: { readonly profile: Profile; readonly customerRef: string }): ReactElement {
  const { profile, customerRef } = props;
  const isOpen = mayPersonalise(profile);
  return (
    <Page
      title={displayName(profile)}
      before={<BackLink to="/store" label={words.store.next} />}
      lead={isOpen && <StageLine customerRef={customerRef} />}
      actions={profile.simulated && <SimulatedMark />}
    >
      <div className="store-app">
        {!isOpen && <WithheldNote />}
        <GlanceSection profile={profile} customerRef={customerRef} isConsentTold={!isOpen} />
        <Talk profile={profile} customerRef={customerRef} />
        <LastBought customerRef={customerRef} />
        <CasesSection customerRef={customerRef} />
        <EntitlementsSection />
        <Button component={Link} to="/store" size="lg" fullWidth leftSection={<Icon name="scan" size={20} />}>
          {words.store.next}
        </Button>
      </div>
    </Page>
  );
}

function Talk(props: { readonly profile: Profile; readonly customerRef: string }): ReactElement {
  const conversation = useConversation(props.profile, props.customerRef);
  return (
    <>
      <Section title={words.store.talk} name="talk">
        {conversation.points.length === 0 ? (
          <p className="quiet">{words.store.nothingToSay}</p>
        ) : (
          <ol className="talk-points">
            {conversation.points.map((point) => (
              <li key={point.key}>
                <bdi>{point.text}</bdi>
                <span className="quiet pair-below">{point.why}</span>
              </li>
            ))}
          </ol>
        )}
      </Section>
      <div className="do-dont">
        <Advice title={words.store.doTitle} name="do" lines={conversation.dos} />
        <Advice title={words.store.dontTitle} name="dont" lines={conversation.donts} />
      </div>
    </>
  );
}

function Advice(props: {
  readonly title: string;
  readonly name: string;
  readonly lines: readonly string[];
}): ReactElement | null {
  if (props.lines.length === 0) return null;
  return (
    <Section title={props.title} name={props.name}>
      <ul className="advice">
        {props.lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Section>
  );
}

function useConversation(profile: Profile, ref: string): Conversation {
  const { data: touchpoints } = useTouchpoints();
  const placements = (touchpoints?.items ?? [])
    .filter(({ channel }) => channel === "store")
    .flatMap(({ placements: own }) => own.map(({ key }) => key));
  const { data: decided } = usePreviewed(placements, profile.id);
  const { data: loyalty } = useLoyalty(ref);
  const { data: resume } = useResume(ref);
  const hints = Object.values(decided?.placements ?? {})
    .filter(({ experience }) => experience !== null)
    .flatMap(({ content }) => textsOf(content).map(({ text }) => text));
  const hasOpenCase = (resume?.entries ?? []).some(({ kind }) => kind === "case");
  return conversationOf({ profile, loyalty, hasOpenCase, hints });
}

function LastBought({ customerRef }: { readonly customerRef: string }): ReactElement {
  const orders = useOrders(customerRef);
  const formats = useFormats();
  return (
    <Section title={words.store.last} name="last">
      <Answered query={orders} lines={2}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.items).slice(0, 3);
          if (rows.length === 0) return <p className="quiet">{words.store.neverBought}</p>;
          return (
            <ul className="rows">
              {rows.map((order) => (
                <li key={order.id} className="group-row">
                  <bdi>{order.lines[0]?.name ?? words.customer.orderTitle(order.id)}</bdi>
                  <span className="quiet">
                    <Moment at={order.placedAt} />
                  </span>
                  <span className="group-size tabular">{formats.money(order.netMinor, order.currency)}</span>
                </li>
              ))}
            </ul>
          );
        }}
      </Answered>
    </Section>
  );
}
