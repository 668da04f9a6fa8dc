import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Answered } from "../parts/answered.tsx";
import { useFormats } from "../parts/formats-context.tsx";
import { Section } from "../parts/section.tsx";
import { words } from "../words/words.ts";
import { useStages } from "./department-queries.ts";
import { GroupsSection } from "./groups-section.tsx";
import { NetFigure, SalesFigures } from "./sales-figures.tsx";

export function MarketingView(): ReactElement {
  return (
    <>
      <GroupsSection
        title={words.departments.marketing.groups}
        keys={[
          "carted-not-bought",
          "browsed-not-bought",
          "first-purchase-made",
          "birthday-this-month",
          "at-risk",
          "lapsed",
          "newsletter",
        ]}
      />
      <StagesSection />
      <SalesFigures figures={(totals) => <NetFigure totals={totals} />} />
    </>
  );
}

function StagesSection(): ReactElement {
  const stages = useStages();
  const formats = useFormats();
  return (
    <Section title={words.departments.marketing.stages} name="stages">
      <Answered query={stages} lines={4}>
        {(report) => {
          const all = report.stages.reduce((sum, one) => sum + one.customers, 0);
          return (
            <ul className="rows">
              {report.stages.map((one) => (
                <li key={one.stage} className="stage-row">
                  <span className="stage-name">{one.name}</span>
                  <meter className="stage-meter" min={0} max={Math.max(all, 1)} value={one.customers}>
                    {one.customers}
                  </meter>
                  <span className="group-size tabular">{formats.number(one.customers)}</span>
                  <span className="quiet stage-subs">
                    {one.subStages.map((sub) => `${sub.name} ${formats.number(sub.customers)}`).join(", ")}
                  </span>
                </li>
              ))}
            </ul>
          );
        }}
      </Answered>
      <Link to="/segments" className="text-link">
        {words.segments.title}
      </Link>
    </Section>
  );
}
