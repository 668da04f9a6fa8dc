import type { SegmentAlert } from "@attune/contract";
import { Button, NativeSelect, NumberInput } from "@mantine/core";
import { type ReactElement, useState } from "react";
import { words } from "../words/words.ts";
import "./segments.css";

const said = words.segments.alerts;
const mostHours = 24 * 90;

type Unit = "hours" | "days";
const hoursIn: Readonly<Record<Unit, number>> = { hours: 1, days: 24 };

/** Writes one alert: nobody is in it, or it grew or shrank by so much within a time. */
export function AlertForm(props: {
  readonly start: SegmentAlert | undefined;
  readonly busy: boolean;
  readonly onKeep: (alert: SegmentAlert) => void;
  readonly onCancel: () => void;
}): ReactElement {
  const { start } = props;
  const changed = start?.when === "changed" ? start : { percent: 20, withinHours: 24 };
  const [when, setWhen] = useState<SegmentAlert["when"]>(start?.when ?? "changed");
  const [percent, setPercent] = useState<number | string>(changed.percent);
  const [unit, setUnit] = useState<Unit>(changed.withinHours % 24 === 0 ? "days" : "hours");
  const [length, setLength] = useState<number | string>(changed.withinHours / hoursIn[unit]);
  const alert = alertOf(when, percent, Number(length) * hoursIn[unit]);
  return (
    <form
      className="alert-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (alert !== undefined) props.onKeep(alert);
      }}
    >
      <NativeSelect
        label={said.when}
        value={when}
        data={[
          { value: "changed", label: said.whens.changed },
          { value: "empty", label: said.whens.empty },
        ]}
        onChange={(event) => setWhen(event.currentTarget.value === "empty" ? "empty" : "changed")}
      />
      {when === "changed" && (
        <>
          <NumberInput
            label={said.percent}
            suffix=" %"
            min={1}
            max={10_000}
            value={percent}
            error={isPercent(percent) ? undefined : said.percentRange}
            onChange={setPercent}
          />
          <NumberInput
            label={said.within}
            min={1}
            value={length}
            error={isWithin(Number(length) * hoursIn[unit]) ? undefined : said.withinRange}
            onChange={setLength}
          />
          <NativeSelect
            label={said.unit}
            value={unit}
            data={[
              { value: "hours", label: said.units.hours },
              { value: "days", label: said.units.days },
            ]}
            onChange={(event) => setUnit(event.currentTarget.value === "days" ? "days" : "hours")}
          />
        </>
      )}
      <div className="alert-acts">
        <Button type="submit" size="sm" loading={props.busy} disabled={alert === undefined}>
          {said.keep}
        </Button>
        <Button variant="default" size="sm" onClick={props.onCancel}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
}

function alertOf(
  when: SegmentAlert["when"],
  percent: number | string,
  withinHours: number,
): SegmentAlert | undefined {
  if (when === "empty") return { when };
  return isPercent(percent) && isWithin(withinHours)
    ? { when, percent: Number(percent), withinHours }
    : undefined;
}

function isPercent(value: number | string): boolean {
  return value !== "" && Number(value) >= 1 && Number(value) <= 10_000;
}

function isWithin(hours: number): boolean {
  return Number.isInteger(hours) && hours >= 1 && hours <= mostHours;
}
