import { Link, useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import type { Profile } from "../api/forms.ts";
import { useMe } from "../api/session.ts";
import { CasesSection } from "../departments/cases-section.tsx";
import { departmentKeys } from "../departments/department.ts";
import { EntitlementsSection } from "../departments/entitlements-section.tsx";
import { WithheldNote } from "../departments/withheld-note.tsx";
import { Answered } from "../parts/answered.tsx";
import { BackLink } from "../parts/back-link.tsx";
import { Empty } from "../parts/empty.tsx";
import { Page } from "../parts/page.tsx";
import { Section } from "../parts/section.tsx";
import { SimulatedMark } from "../parts/simulated-mark.tsx";
import { words } from "../words/words.ts";
import { AffinitiesSection } from "./affinities-section.tsx";
import { CartSection, ViewedSection } from "./cart-section.tsx";
import { CompletenessSection } from "./completeness-section.tsx";
import { ConsentsSection } from "./consents-section.tsx";
import { useProfile } from "./customer-queries.ts";
import { Figures, Summary } from "./customer-summary.tsx";
import { StageLine } from "./stage-line.tsx";
import "./customer.css";
import { displayName } from "./display-name.ts";
import { GlanceSection } from "./glance-section.tsx";
import { IdentitySection } from "./identity-section.tsx";
import { LoyaltySection } from "./loyalty-section.tsx";
import { MembershipsSection } from "./memberships-section.tsx";
import { MergesSection } from "./merges-section.tsx";
import { OrdersSection } from "./orders-section.tsx";
import { ResumeSection } from "./resume-section.tsx";
import { TimelineSection } from "./timeline-section.tsx";
import { TraitsSection } from "./traits-section.tsx";
import { ViewsSection } from "./views-section.tsx";

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
  const { may } = useMe();
  return (
    <Page
      title={displayName(profile)}
      before={<BackLink to="/customers" label={words.customers.title} />}
      lead={
        <>
          <Summary profile={profile} />
          {profile.withheld === undefined && <StageLine customerRef={customerRef} />}
        </>
      }
      actions={
        <>
          {profile.simulated && <SimulatedMark />}
          {may("rehearse") && (
            <Link to="/mirror/$ref" params={{ ref: profile.id }} className="text-link">
              {words.people.sideBySide}
            </Link>
          )}
        </>
      }
    >
      <GlanceSection profile={profile} customerRef={customerRef} />
      <Figures profile={profile} />
      {profile.withheld === undefined ? (
        <Everything profile={profile} customerRef={customerRef} />
      ) : (
        <OnlyWhatIsLeft profile={profile} customerRef={customerRef} />
      )}
    </Page>
  );
}

interface Shown {
  readonly profile: Profile;
  readonly customerRef: string;
}

function Everything({ profile, customerRef }: Shown): ReactElement {
  const { may } = useMe();
  return (
    <div className="customer">
      <div className="customer-first">
        <MembershipsSection customerRef={customerRef} />
        <LoyaltySection customerRef={customerRef} />
      </div>
      <div className="customer-side">
        <ResumeSection customerRef={customerRef} />
        <CartSection cart={profile.openCart} />
        <ViewedSection viewed={profile.lastViewed} />
        <AffinitiesSection affinities={profile.affinities ?? []} />
        <ConsentsSection consents={profile.consents} />
        <IdentitySection identifiers={profile.identifiers} />
        <TraitsSection traits={profile.traits} sources={profile.traitSources} />
        {may("getProfileCompleteness") && <CompletenessSection customerRef={customerRef} />}
        <DepartmentLinks customerRef={profile.id} />
        {may("listProfileViews") && <ViewsSection customerRef={customerRef} id={profile.id} />}
        {may("listProfileMerges") && <MergesSection profile={profile} customerRef={customerRef} />}
      </div>
      <div className="customer-then">
        <OrdersSection customerRef={customerRef} />
        <TimelineSection customerRef={customerRef} />
      </div>
    </div>
  );
}

/** The server keeps the rest back from who is signed in, and the page says so. */
function OnlyWhatIsLeft({ profile, customerRef }: Shown): ReactElement {
  return (
    <div className="customer">
      <div className="customer-first">
        <WithheldNote />
        <CasesSection customerRef={customerRef} />
        <EntitlementsSection />
      </div>
      <div className="customer-side">
        <ConsentsSection consents={profile.consents} />
        <IdentitySection identifiers={profile.identifiers} />
      </div>
      <div className="customer-then">
        <OrdersSection customerRef={customerRef} />
        <TimelineSection customerRef={customerRef} />
      </div>
    </div>
  );
}

function DepartmentLinks({ customerRef }: { readonly customerRef: string }): ReactElement {
  return (
    <Section title={words.people.asDepartment} name="departments">
      <ul className="link-row">
        {departmentKeys.map((department) => (
          <li key={department}>
            <Link
              to="/departments/$department/$ref"
              params={{ department, ref: customerRef }}
              className="text-link"
            >
              {words.departments[department].name}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
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
