import type { Json } from "@attune/contract";
import type { ReactElement } from "react";
import { words } from "../words/words.ts";
import { AddMenu } from "./add-menu.tsx";
import { Clause, DurationField } from "./controls.tsx";
import { clauses, PathField } from "./did-clauses.tsx";
import { addWhere, EventName, Where, Without } from "./event-match.tsx";
import { element, listAt, member, objectAt, type Place, textAt } from "./place.ts";

const { conditions } = words;
const { did: said, sequence } = conditions;

type ClauseName = keyof typeof said.clauses;

const blanks: Readonly<Record<Exclude<ClauseName, "where">, Json>> = {
  count: { gte: 2 },
  distinct: { of: "product_id", gte: 2 },
  sum: { of: "properties.revenue", gte: 100 },
  avg: { of: "properties.revenue", gte: 100 },
  min: { of: "properties.revenue", gte: 100 },
  max: { of: "properties.revenue", gte: 100 },
  within: "30d",
  between: { from: "" },
  since: { did: "" },
  first: { withinLast: "30d" },
  last: { longerAgo: "30d" },
  regularly: { in: 3, of: 4, every: "week" },
  around: { occasion: "christmas", before: "14d", in: 2, of: 3 },
  stopped: { for: "90d" },
  startedAgain: { after: "180d" },
  forEach: "product_id",
  without: [{ did: "" }],
};

const windows: readonly ClauseName[] = ["within", "between", "since"];
const times: readonly ClauseName[] = ["first", "last", "regularly", "around", "stopped"];
const numbers: readonly ClauseName[] = ["distinct", "sum", "avg", "min", "max"];

/** What contract/condition-did.ts refuses together is not offered together; what is there already stays and is said to clash. */
function clashesWith(name: ClauseName, has: (other: ClauseName) => boolean): boolean {
  const clash = (own: readonly ClauseName[], others: readonly ClauseName[]): boolean =>
    (own.includes(name) && others.some(has)) || (others.includes(name) && own.some(has));
  const isEach = has("forEach") || name === "forEach";
  return (
    clash(["between"], ["within", "since"]) ||
    clash(times, [...windows, "startedAgain"]) ||
    clash(["startedAgain"], ["between", "since", "count", ...numbers]) ||
    clash(["forEach"], [...times, "startedAgain", "since", "distinct", "avg", "min", "max"]) ||
    clash(["without"], [...times, "startedAgain", "since", ...(isEach ? [] : [...numbers, "count" as const])])
  );
}

const order = Object.keys(said.clauses).filter(isClause);

function isClause(name: string): name is ClauseName {
  return Object.hasOwn(said.clauses, name);
}

/** "who did Order Completed where … at least 2 times within the last 30 days" */
export function DidLeaf({ at }: { readonly at: Place }): ReactElement {
  const event = textAt(member(at, "did"));
  const has = (name: ClauseName): boolean => Object.hasOwn(objectAt(at), name);
  const shown = order.filter((name) => name !== "where" && has(name));
  const offered = order.filter((name) => name === "where" || (!has(name) && !clashesWith(name, has)));
  return (
    <>
      <span>{said.lead}</span>
      <EventName at={at} />
      <Where at={at} />
      {shown.map((name) => {
        const Part = clauses[name];
        return Part === undefined ? null : <Part key={name} at={member(at, name)} event={event} />;
      })}
      <AddMenu
        isSmall
        label={said.detail}
        groups={[{ options: offered.map((value) => ({ value, label: said.clauses[value] })) }]}
        onAdd={(name) => {
          if (name === "where") addWhere(at);
          else if (isClause(name) && name !== "where") member(at, name).set(blanks[name]);
        }}
      />
    </>
  );
}

/** "who did Product Viewed, then Product Added within 1 day …" */
export function SequenceLeaf({ at }: { readonly at: Place }): ReactElement {
  const steps = member(at, "sequence");
  const list = listAt(steps);
  const event = textAt(member(element(steps, 0), "did"));
  const rest = (["within", "span", "forEach", "without"] as const).filter(
    (name) => member(at, name).value === undefined,
  );
  return (
    <>
      <span>{sequence.lead}</span>
      {list.map((_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
        <Step key={index} at={element(steps, index)} index={index} canGo={list.length > 2} />
      ))}
      <button type="button" className="add add-small" onClick={() => steps.set([...list, { did: "" }])}>
        {sequence.addStep}
      </button>
      <Whole at={at} event={event} />
      <AddMenu
        isSmall
        label={said.detail}
        groups={[{ options: rest.map((value) => ({ value, label: sequence.details[value] })) }]}
        onAdd={(name) => {
          if (isClause(name) && name !== "where") member(at, name).set(blanks[name]);
          else member(at, name).set("7d");
        }}
      />
    </>
  );
}

/** What is asked of all steps together. */
function Whole({ at, event }: { readonly at: Place; readonly event: string }): ReactElement {
  const [within, span, forEach, without] = (["within", "span", "forEach", "without"] as const).map((name) =>
    member(at, name),
  );
  const length = (place: Place | undefined, word: string): ReactElement | null =>
    place?.value === undefined ? null : (
      <Clause what={word} onRemove={() => place.set(undefined)}>
        <span>{word}</span>
        <DurationField at={place} />
      </Clause>
    );
  return (
    <>
      {length(within, sequence.withinAll)}
      {length(span, sequence.span)}
      {forEach?.value !== undefined && (
        <Clause what={said.clauses.forEach} onRemove={() => forEach.set(undefined)}>
          <span>{said.said.forEach}</span>
          <PathField at={forEach} event={event} />
        </Clause>
      )}
      {without?.value !== undefined && (
        <Without at={without} lead={said.said.without} onRemove={() => without.set(undefined)} />
      )}
    </>
  );
}

function Step(props: { readonly at: Place; readonly index: number; readonly canGo: boolean }): ReactElement {
  const { at, index } = props;
  const within = member(at, "within");
  const without = member(at, "without");
  const isFirst = index === 0;
  return (
    <span className="step">
      <Clause what={sequence.step(index + 1)} {...(props.canGo ? { onRemove: () => at.set(undefined) } : {})}>
        {!isFirst && <span>{sequence.next}</span>}
        <EventName at={at} label={`${said.event}, ${sequence.step(index + 1)}`} />
        <Where at={at} />
        {within.value !== undefined && (
          <Clause what={sequence.within} onRemove={() => within.set(undefined)}>
            <span>{sequence.within}</span>
            <DurationField at={within} units={["s", "m", "h", "d", "w"]} />
          </Clause>
        )}
        {without.value !== undefined && (
          <>
            <Without at={without} lead={sequence.without} onRemove={() => without.set(undefined)} />
            <span>{sequence.between}</span>
          </>
        )}
        <AddMenu
          isSmall
          label={said.detail}
          groups={[
            {
              options: [
                { value: "where", label: said.clauses.where },
                ...(isFirst || within.value !== undefined
                  ? []
                  : [{ value: "within", label: said.clauses.within }]),
                ...(isFirst || without.value !== undefined
                  ? []
                  : [{ value: "without", label: sequence.without }]),
              ],
            },
          ]}
          onAdd={(name) => {
            if (name === "where") addWhere(at);
            else if (name === "within") within.set("1d");
            else without.set([{ did: "" }]);
          }}
        />
      </Clause>
    </span>
  );
}
