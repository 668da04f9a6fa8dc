import {
  comparisonOperators,
  type Json,
  numericOperators,
  type Scalar,
  type TraitComparisonOperator,
  traitComparisonOperators,
} from "@attune/contract";
import type { ReactElement } from "react";
import { words } from "../words/words.ts";
import { AddMenu } from "./add-menu.tsx";
import { Choice, Clause, DateField, DurationField, NumberField, TextField } from "./controls.tsx";
import { element, isList, member, objectAt, type Place, renameMember } from "./place.ts";
import type { Suggestion } from "./suggest-field.tsx";
import { SuggestField } from "./suggest-field.tsx";
import { ScalarField, type ValueKind, ValuesField } from "./values-field.tsx";

const { conditions } = words;

export type Compared = "trait" | "event" | "number";

const offered: Readonly<Record<Compared, readonly TraitComparisonOperator[]>> = {
  trait: traitComparisonOperators,
  event: comparisonOperators,
  number: numericOperators,
};

/** "is at least 18 and is less than 30": all comparisons that stand in a node beside its name. */
export function Comparisons(props: {
  readonly at: Place;
  readonly of: Compared;
  readonly values?: readonly Suggestion[];
  /** Of a new value, when what was seen tells. */
  readonly kind?: ValueKind;
}): ReactElement {
  const { at } = props;
  const all = offered[props.of];
  const stated = Object.keys(objectAt(at)).filter(isOperator);
  const rest = all.filter((operator) => !stated.includes(operator));
  const kind = props.of === "number" ? "number" : props.kind;
  return (
    <>
      {stated.map((operator, index) => (
        <Clause
          // biome-ignore lint/suspicious/noArrayIndexKey: its name may change while it has the focus
          key={index}
          what={conditions.compare[operator]}
          {...(stated.length > 1 ? { onRemove: () => member(at, operator).set(undefined) } : {})}
        >
          {index > 0 && <span>{conditions.and}</span>}
          <Choice
            label={conditions.comparison}
            value={operator}
            options={all
              .filter((one) => one === operator || !stated.includes(one))
              .map((one) => ({ value: one, label: conditions.compare[one] }))}
            onChange={(next) => {
              if (isOperator(next))
                renameMember(at, operator, next, operandFor(next, member(at, operator).value, kind));
            }}
          />
          <Operand operator={operator} at={member(at, operator)} values={props.values ?? []} kind={kind} />
        </Clause>
      ))}
      <AddMenu
        isSmall
        isBare={stated.length > 0}
        label={stated.length === 0 ? conditions.comparison : conditions.and}
        groups={[{ options: rest.map((value) => ({ value, label: conditions.compare[value] })) }]}
        onAdd={(operator) => {
          if (isOperator(operator)) member(at, operator).set(operandFor(operator, undefined, kind));
        }}
      />
    </>
  );
}

function isOperator(name: string): name is TraitComparisonOperator {
  return traitComparisonOperators.some((one) => one === name);
}

type Form = "scalar" | "list" | "range" | "ordered" | "text" | "date" | "day" | "length" | "days" | "nothing";

const forms: Readonly<Record<TraitComparisonOperator, Form>> = {
  is: "scalar",
  isNot: "scalar",
  contains: "scalar",
  notContains: "scalar",
  in: "list",
  notIn: "list",
  hasAny: "list",
  hasAll: "list",
  hasNone: "list",
  gt: "ordered",
  gte: "ordered",
  lt: "ordered",
  lte: "ordered",
  between: "range",
  exists: "nothing",
  missing: "nothing",
  startsWith: "text",
  endsWith: "text",
  matches: "text",
  before: "date",
  after: "date",
  onDayOf: "day",
  withinLast: "length",
  withinNext: "length",
  anniversaryWithin: "days",
};

interface OperandProps {
  readonly at: Place;
  readonly values: readonly Suggestion[];
  readonly kind: ValueKind | undefined;
}

function Operand(props: OperandProps & { readonly operator: TraitComparisonOperator }): ReactElement | null {
  const { at, values, kind } = props;
  switch (forms[props.operator]) {
    case "scalar":
      return <ScalarField at={at} label={conditions.value} values={values} kind={kind} />;
    case "list":
      return <ValuesField at={at} values={values} kind={kind} />;
    case "ordered":
      return kind === "number" ? (
        <NumberField at={at} label={conditions.value} />
      ) : (
        <ScalarField at={at} label={conditions.value} values={values} kind={kind ?? "number"} noTruth />
      );
    case "range":
      return <RangeField {...props} />;
    case "text":
      return <TextField at={at} label={conditions.value} />;
    case "date":
      return <DateField at={at} label={conditions.date} />;
    case "day":
      return <DayField at={at} />;
    case "length":
      return <DurationField at={at} />;
    case "days":
      return <DurationField at={at} units={["d", "w"]} />;
    case "nothing":
      return null;
  }
}

function RangeField({ at, values, kind }: OperandProps): ReactElement {
  const end = (index: number): ReactElement => (
    <ScalarField
      at={element(at, index)}
      label={conditions.value}
      values={values}
      kind={kind ?? "number"}
      noTruth
    />
  );
  return (
    <span className="token-pair">
      {end(0)}
      <span>{conditions.to}</span>
      {end(1)}
    </span>
  );
}

const days = ["today", "yesterday", "tomorrow"].map((value) => ({ value }));

function DayField({ at }: { readonly at: Place }): ReactElement {
  return <SuggestField at={at} label={conditions.day} placeholder="2026-03-01" suggestions={days} />;
}

/** What was said goes on to be said, as far as the new comparison can take it. */
export function operandFor(
  operator: TraitComparisonOperator,
  before: Json | undefined,
  kind: ValueKind | undefined,
): Json {
  const one = isList(before) ? before[0] : before;
  const said = isScalar(one) && before !== true ? one : kind === "number" ? 0 : "";
  return fittings[forms[operator]](said, before);
}

const fittings: Readonly<Record<Form, (said: Scalar, before: Json | undefined) => Json>> = {
  scalar: (said) => said,
  list: (said, before) => (isList(before) ? before : said === "" ? [] : [said]),
  ordered: orderedOf,
  range: (said) => (said === "" ? [0, 1] : [orderedOf(said), orderedOf(said)]),
  text: (said) => String(said),
  date: (said) => inForm(said, /^\d{4}-/, ""),
  day: (said) => inForm(said, /^\d{4}-/, "today"),
  length: (said) => inForm(said, /^\d+(?:s|m|h|d|w|mo|y)$/, "30d"),
  days: (said) => inForm(said, /^\d+[dw]$/, "14d"),
  nothing: () => true,
};

function orderedOf(said: Scalar): string | number {
  return typeof said === "boolean" || said === "" ? 0 : said;
}

function inForm(said: Scalar, form: RegExp, otherwise: string): string {
  return typeof said === "string" && form.test(said) ? said : otherwise;
}

function isScalar(value: Json | undefined): value is Scalar {
  return ["string", "number", "boolean"].includes(typeof value);
}
