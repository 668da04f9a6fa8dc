import { Link, useParams } from "@tanstack/react-router";
import { Fragment, type ReactElement } from "react";
import type { Profile } from "../api/forms.ts";
import { AffinitiesSection } from "../customers/affinities-section.tsx";
import { CartSection, ViewedSection } from "../customers/cart-section.tsx";
import { ConsentsSection } from "../customers/consents-section.tsx";
import { useProfile } from "../customers/customer-queries.ts";
import { Figures } from "../customers/customer-summary.tsx";
import "../customers/customer.css";
import { displayName } from "../customers/display-name.ts";
import { mayPersonalise } from "../customers/glance.ts";
import { GlanceSection } from "../customers/glance-section.tsx";
import { IdentitySection } from "../customers/identity-section.tsx";
import { LoyaltySection } from "../customers/loyalty-section.tsx";
import { MembershipsSection } from "../customers/memberships-section.tsx";
import { OrdersSection } from "../customers/orders-section.tsx";
import { ResumeSection } from "../customers/resume-section.tsx";
import { Answered } from "../parts/answered.tsx";
import { BackLink } from "../parts/back-link.tsx";
import { Empty } from "../parts/empty.tsx";
import { Icon } from "../parts/icon.tsx";
import { Page } from "../parts/page.tsx";
import { SimulatedMark } from "../parts/simulated-mark.tsx";
import { words } from "../words/words.ts";
import { CasesSection } from "./cases-section.tsx";
import { type DepartmentKey, isDepartment, type Part, shownParts } from "./department.ts";
import "./departments.css";
import { EntitlementsSection } from "./entitlements-section.tsx";
import { WithheldNote } from "./withheld-note.tsx";

/** A customer as one department needs them: its own fields, in its own order. */
export function DepartmentCustomerPage(): ReactElement {
  const { department, ref } = useParams({ from: "/departments/$department/$ref" });
  const profile = useProfile(ref);
  const back = <BackLink to="/departments" label={words.departments.title} />;
  if (!isDepartment(department)) return <Page title={words.departments.missing}>{back}</Page>;
  const missing = (
    <Page title={words.customer.missingTitle} before={back}>
      <Empty title={words.customer.missing} />
    </Page>
  );
  return (
    <Answered query={profile} lines={8} missing={missing}>
      {(data) => <Seen key={data.id} profile={data} customerRef={ref} department={department} />}
    </Answered>
  );
}

function Seen(props: {
  readonly profile: Profile;
  readonly customerRef: string;
  readonly department: DepartmentKey;
}): ReactElement {
  const { profile, customerRef, department } = props;
  const isOpen = mayPersonalise(profile);
  return (
    <Page
      title={displayName(profile)}
      before={
        <Link to="/departments/$department" params={{ department }} className="back-link">
          <Icon name="back" size={16} />
          {words.departments[department].name}
        </Link>
      }
      actions={
        <>
          {profile.simulated && <SimulatedMark />}
          <Link to="/customers/$ref" params={{ ref: profile.id }} className="text-link">
            {words.departments.whole}
          </Link>
        </>
      }
    >
      {!isOpen && <WithheldNote />}
      <GlanceSection profile={profile} customerRef={customerRef} isConsentTold={!isOpen} />
      <div className="department-parts">
        {shownParts(department, isOpen).map((part) => (
          <Fragment key={part}>{renderPart(part, profile, customerRef)}</Fragment>
        ))}
      </div>
    </Page>
  );
}

function renderPart(part: Part, profile: Profile, ref: string): ReactElement | null {
  switch (part) {
    case "figures":
      return <Figures profile={profile} />;
    case "groups":
      return <MembershipsSection customerRef={ref} />;
    case "loyalty":
      return <LoyaltySection customerRef={ref} />;
    case "tastes":
      return <AffinitiesSection affinities={profile.affinities ?? []} />;
    case "viewed":
      return <ViewedSection viewed={profile.lastViewed} />;
    case "cart":
      return <CartSection cart={profile.openCart} />;
    case "resume":
      return <ResumeSection customerRef={ref} />;
    case "consents":
      return <ConsentsSection consents={profile.consents} />;
    case "cases":
      return <CasesSection customerRef={ref} />;
    case "orders":
      return <OrdersSection customerRef={ref} />;
    case "identity":
      return <IdentitySection identifiers={profile.identifiers} />;
    case "entitlements":
      return <EntitlementsSection />;
  }
}
