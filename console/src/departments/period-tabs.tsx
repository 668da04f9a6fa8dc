import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { words } from "../words/words.ts";
import { type PeriodKey, periodKeys } from "./department-queries.ts";

/** The period stands in the address, so that a link shows the same numbers. */
export function usePeriod(): PeriodKey {
  const { period } = useSearch({ from: "/departments/$department" });
  return periodKeys.find((key) => key === period) ?? "d30";
}

export function PeriodTabs(): ReactElement {
  const period = usePeriod();
  const navigate = useNavigate({ from: "/departments/$department" });
  return (
    <fieldset className="period-tabs">
      <legend className="only-spoken">{words.departments.period}</legend>
      {periodKeys.map((key) => (
        <label key={key}>
          <input
            type="radio"
            name="period"
            checked={key === period}
            onChange={() =>
              void navigate({
                search: (search) => ({ ...search, period: key }),
                replace: true,
                resetScroll: false,
              })
            }
          />
          <span>{words.departments.periods[key]}</span>
        </label>
      ))}
    </fieldset>
  );
}
