import { Link, useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import type { Profile } from "../api/forms.ts";
import { Answered } from "../parts/answered.tsx";
import { BackLink } from "../parts/back-link.tsx";
import { Empty } from "../parts/empty.tsx";
import { Page } from "../parts/page.tsx";
import { SimulatedMark } from "../parts/simulated-mark.tsx";
import { words } from "../words/words.ts";
import { CartSection, ViewedSection } from "./cart-section.tsx";
import { ConsentsSection } from "./consents-section.tsx";
import { useProfile } from "./customer-queries.ts";
import { Figures, Summary } from "./customer-summary.tsx";
import "./customer.css";
import { displayName } from "./display-name.ts";
import { IdentitySection } from "./identity-section.tsx";
import { MembershipsSection } from "./memberships-section.tsx";
import { MergesSection } from "./merges-section.tsx";
import { OrdersSection } from "./orders-section.tsx";
import { TimelineSection } from "./timeline-section.tsx";
import { TraitsSection } from "./traits-section.tsx";

/** Who is this customer, at a glance; then everything that is known. */
export function CustomerPage(): ReactElement {
  const { ref } = useParams({ from: "/customers/$ref" });
  const profile = useProfile(ref);
  return (
    <Answered query={profile} lines={10} missing={<NoCustomer />}>
      {(data) => <Customer key={data.id} profile={data} customerRef={ref} />}
    </Answered>
  );
}

function Customer(props: { readonly profile: Profile; readonly customerRef: string }): ReactElement {
  const { profile, customerRef } = props;
  return (
    <Page
      title={displayName(profile)}
      before={<BackLink to="/customers" label={words.customers.title} />}
      lead={<Summary profile={profile} />}
      actions={profile.simulated && <SimulatedMark />}
    >
      <Figures profile={profile} />
      <div className="customer">
        <div className="customer-first">
          <MembershipsSection customerRef={customerRef} />
        </div>
        <div className="customer-side">
          <CartSection cart={profile.openCart} />
          <ViewedSection viewed={profile.lastViewed} />
          <IdentitySection identifiers={profile.identifiers} />
          <ConsentsSection consents={profile.consents} />
          <TraitsSection traits={profile.traits} sources={profile.traitSources} />
          <MergesSection customerRef={customerRef} />
        </div>
        <div className="customer-then">
          <OrdersSection customerRef={customerRef} />
          <TimelineSection customerRef={customerRef} />
        </div>
      </div>
    </Page>
  );
}

function NoCustomer(): ReactElement {
  return (
    <Page
      title={words.customer.missingTitle}
      before={<BackLink to="/customers" label={words.customers.title} />}
    >
      <Empty
        title={words.customer.missing}
        action={
          <Link to="/customers" className="text-link">
            {words.failed.toCustomers}
          </Link>
        }
      />
    </Page>
  );
}
