import type { DecisionItem } from "@attune/contract";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import type { Profile } from "../api/forms.ts";
import { useMemberships, useOrders, useProfile, useTimeline } from "../customers/customer-queries.ts";
import { displayName } from "../customers/display-name.ts";
import { glanceOf } from "../customers/glance.ts";
import { sentenceOfEvent } from "../customers/happening.ts";
import { useLoyalty, useResume } from "../customers/more-queries.ts";
import { Answered } from "../parts/answered.tsx";
import { BackLink } from "../parts/back-link.tsx";
import { Empty } from "../parts/empty.tsx";
import { Failed, sentenceOf } from "../parts/failed.tsx";
import { useFormats, useNow } from "../parts/formats-context.tsx";
import { channelIcon, Icon } from "../parts/icon.tsx";
import { Moment } from "../parts/moment.tsx";
import { Page } from "../parts/page.tsx";
import { Section } from "../parts/section.tsx";
import { SimulatedMark } from "../parts/simulated-mark.tsx";
import { Waiting } from "../parts/waiting.tsx";
import { words } from "../words/words.ts";
import { majorOf } from "./major.ts";
import "./mirror.css";
import { productsOf } from "./mirror-state.ts";
import { DeskPanel, MailPanel, ShopPanel, TillPanel } from "./panels.tsx";
import { type ActedProduct, type Mirror, type Moved, useMirror } from "./use-mirror.ts";
import { useShelf } from "./use-shelf.ts";

/** One customer on all channels at once: what happens on one is seen on all within a second. */
export function MirrorPage(): ReactElement {
  const { ref } = useParams({ from: "/mirror/$ref" });
  const profile = useProfile(ref);
  const back = <BackLink to="/mirror" label={words.mirror.another} />;
  const missing = (
    <Page title={words.customer.missingTitle} before={back}>
      <Empty title={words.customer.missing} />
    </Page>
  );
  return (
    <Answered query={profile} lines={8} missing={missing}>
      {(data) => (
        <Page
          title={displayName(data)}
          before={back}
          lead={<Groups customerRef={ref} />}
          actions={
            <>
              {data.simulated && <SimulatedMark />}
              <Link to="/customers/$ref" params={{ ref: data.id }} className="text-link">
                {words.departments.whole}
              </Link>
            </>
          }
        >
          <SideBySide key={data.id} profile={data} customerRef={ref} />
        </Page>
      )}
    </Answered>
  );
}

function Groups({ customerRef }: { readonly customerRef: string }): ReactElement | null {
  const { data } = useMemberships(customerRef);
  const formats = useFormats();
  if (data === undefined) return null;
  if (data.items.length === 0) return <p>{words.mirror.noSegments}</p>;
  return (
    <p>
      {words.mirror.inSegments} {formats.list(data.items.map(({ name }) => name))}.
    </p>
  );
}

function SideBySide(props: { readonly profile: Profile; readonly customerRef: string }): ReactElement {
  const { profile, customerRef } = props;
  const mirror = useMirror(profile);
  if (!mirror.isReady)
    return mirror.error === null ? <Waiting lines={10} /> : <Failed error={mirror.error} />;
  return (
    <>
      <MovedLine mirror={mirror} />
      <Panels profile={profile} customerRef={customerRef} mirror={mirror} />
      <p className="quiet">{words.mirror.simulated}</p>
      <Happened customerRef={customerRef} />
    </>
  );
}

function MovedLine({ mirror }: { readonly mirror: Mirror }): ReactElement {
  const formats = useFormats();
  const { moved, fault } = mirror;
  return (
    <>
      <p className="mirror-moved" role="status" aria-live="polite">
        {moved === undefined ? words.mirror.invite : movedWords(moved, formats.number)}
      </p>
      {fault !== undefined && (
        <p role="alert" className="fault">
          {sentenceOf(fault)}
        </p>
      )}
    </>
  );
}

function movedWords({ step, ms }: Moved, number: (value: number) => string): string {
  const what = words.mirror.steps[step];
  if (ms === undefined) return words.mirror.waiting(what);
  const seconds = number(Math.max(0.1, Math.round(ms / 100) / 10));
  return words.mirror.moved(what, seconds);
}

function Panels(props: {
  readonly profile: Profile;
  readonly customerRef: string;
  readonly mirror: Mirror;
}): ReactElement {
  const { profile, customerRef, mirror } = props;
  const { data: resume } = useResume(customerRef);
  const { data: loyalty } = useLoyalty(customerRef);
  const orders = useOrders(customerRef).data?.pages.flatMap((page) => page.items) ?? [];
  const entries = resume?.entries ?? [];
  const points = glanceOf({ profile, resume: entries, orders, loyalty }, useFormats(), useNow());
  const shelf = useShelf();
  const { shown, act } = mirror;
  const caseId = entries.find(({ kind, id }) => kind === "case" && id !== null)?.id ?? undefined;
  const common = { profile, onAct: act, caseId };
  return (
    <div className="mirror">
      <ShopPanel {...common} shown={shown.web} more={shelf} />
      <TillPanel
        {...common}
        shown={shown.store}
        orders={orders}
        fallback={firstProduct([...productsOf([...shown.web, ...shown.email]), ...shelf])}
      />
      <DeskPanel {...common} shown={shown.service} points={points} />
      <MailPanel {...common} shown={shown.email} />
    </div>
  );
}

function firstProduct([first]: readonly DecisionItem[]): ActedProduct | undefined {
  if (first === undefined) return undefined;
  const { product, name, priceMinor, currency } = first;
  const hasPrice = priceMinor !== undefined && currency !== undefined;
  return { key: product, name, ...(hasPrice ? { price: majorOf(priceMinor, currency) } : {}) };
}

function Happened({ customerRef }: { readonly customerRef: string }): ReactElement {
  const timeline = useTimeline(customerRef, "", "");
  const items = timeline.data?.pages[0]?.items.slice(0, 8) ?? [];
  return (
    <Section title={words.mirror.happened} name="happened">
      {items.length === 0 ? (
        <p className="quiet">{words.mirror.nothingHappened}</p>
      ) : (
        <ol className="rows">
          {items.map((item) => (
            <li key={item.id} className="happened">
              <Icon name={channelIcon(item.channel)} size={16} />
              <bdi>{sentenceOfEvent(item)}</bdi>
              {item.simulated && <SimulatedMark />}
              <span className="quiet">
                <Moment at={item.occurredAt} />
              </span>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
