import { useParams } from "@tanstack/react-router";
import type { ComponentType, ReactElement } from "react";
import { BackLink } from "../parts/back-link.tsx";
import { Empty } from "../parts/empty.tsx";
import { Page } from "../parts/page.tsx";
import { words } from "../words/words.ts";
import { type DepartmentKey, isDepartment } from "./department.ts";
import "./departments.css";
import { FinanceView } from "./finance-view.tsx";
import { MarketingView } from "./marketing-view.tsx";
import { ProductView } from "./product-view.tsx";
import { RetailView } from "./retail-view.tsx";
import { ServiceView } from "./service-view.tsx";

const views: Readonly<Record<DepartmentKey, ComponentType>> = {
  marketing: MarketingView,
  product: ProductView,
  retail: RetailView,
  service: ServiceView,
  finance: FinanceView,
};

/** One department's daily question and its answer. */
export function DepartmentPage(): ReactElement {
  const { department } = useParams({ from: "/departments/$department" });
  const back = <BackLink to="/departments" label={words.departments.title} />;
  if (!isDepartment(department))
    return (
      <Page title={words.departments.missing} before={back}>
        <Empty title={words.departments.lead} />
      </Page>
    );
  const { name, question, lead } = words.departments[department];
  const View = views[department];
  return (
    <Page
      title={question}
      before={back}
      lead={
        <p>
          <strong>{name}.</strong> {lead}
        </p>
      }
    >
      <View />
    </Page>
  );
}
