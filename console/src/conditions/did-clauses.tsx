import { lifecycleStages, occasionNames, personalOccasions } from "@attune/contract";
import type { ReactElement } from "react";
import { plainName } from "../format/plain-name.ts";
import { words } from "../words/words.ts";
import { AddMenu } from "./add-menu.tsx";
import { Amount } from "./amount.tsx";
import {
  Choice,
  ChoiceAt,
  Clause,
  DateField,
  DurationField,
  NumberField,
  optionsOf,
  TextField,
} from "./controls.tsx";
import { addWhere, EventName, Where, Without } from "./event-match.tsx";
import { useKnownNames } from "./known-context.ts";
import { member, objectAt, type Place, renameMember, textAt } from "./place.ts";
import { SuggestField } from "./suggest-field.tsx";

const { conditions } = words;
const { did: said } = conditions;

interface ClauseProps {
  readonly at: Place;
  readonly event: string;
}

/** What stands behind `did`, each in its own words. Of `where` and `without` see event-match.tsx. */
export const clauses: Readonly<Record<string, (props: ClauseProps) => ReactElement>> = {
  count: ({ at }) => (
    <Removable at={at} what={said.clauses.count}>
      <Amount at={at} />
      <span>{said.times}</span>
    </Removable>
  ),
  distinct: ({ at, event }) => (
    <Removable at={at} what={said.clauses.distinct}>
      <span>{said.said.distinct}</span>
      <Amount at={at} />
      <span>{said.said.different}</span>
      <PathField at={member(at, "of")} event={event} />
    </Removable>
  ),
  sum: sumOf("sum"),
  avg: sumOf("avg"),
  min: sumOf("min"),
  max: sumOf("max"),
  within: ({ at }) => (
    <Removable at={at} what={said.clauses.within}>
      <span>{said.said.within}</span>
      <DurationField at={at} />
    </Removable>
  ),
  between: ({ at }) => (
    <Removable at={at} what={said.clauses.between}>
      <Side at={member(at, "from")} word={said.said.from} />
      <Side at={member(at, "until")} word={said.said.until} />
    </Removable>
  ),
  since: Since,
  first: momentsOf("first"),
  last: momentsOf("last"),
  regularly: ({ at }) => (
    <Removable at={at} what={said.clauses.regularly}>
      <Habit at={at} />
    </Removable>
  ),
  around: Around,
  stopped: Stopped,
  startedAgain: ({ at }) => (
    <Removable at={at} what={said.clauses.startedAgain}>
      <span>{said.said.startedAgain}</span>
      <DurationField at={member(at, "after")} units={["d", "w"]} />
    </Removable>
  ),
  forEach: ({ at, event }) => (
    <Removable at={at} what={said.clauses.forEach}>
      <span>{said.said.forEach}</span>
      <PathField at={at} event={event} />
    </Removable>
  ),
  without: ({ at }) => <Without at={at} lead={said.said.without} onRemove={() => at.set(undefined)} />,
};

function Removable(props: {
  readonly at: Place;
  readonly what: string;
  readonly children: React.ReactNode;
}): ReactElement {
  return (
    <Clause what={props.what} onRemove={() => props.at.set(undefined)}>
      {props.children}
    </Clause>
  );
}

/** A property of the event: what is counted, or what tells things apart. */
export function PathField({ at, event }: ClauseProps): ReactElement {
  const known = useKnownNames();
  return (
    <SuggestField
      at={at}
      label={said.path}
      placeholder="properties.revenue"
      suggestions={known.pathsOf(event)}
    />
  );
}

function sumOf(name: "sum" | "avg" | "min" | "max"): (props: ClauseProps) => ReactElement {
  return ({ at, event }) => (
    <Removable at={at} what={said.clauses[name]}>
      <span>{said.said[name]}</span>
      <PathField at={member(at, "of")} event={event} />
      <Amount at={at} />
    </Removable>
  );
}

function Side({ at, word }: { readonly at: Place; readonly word: string }): ReactElement {
  if (at.value === undefined)
    return (
      <button type="button" className="add add-small" onClick={() => at.set("")}>
        {said.addOf(word)}
      </button>
    );
  return (
    <Clause what={word} onRemove={() => at.set(undefined)}>
      <span>{word}</span>
      <DateField at={at} label={`${word} ${conditions.date}`} />
    </Clause>
  );
}

function Since({ at }: ClauseProps): ReactElement {
  const isStage = Object.hasOwn(objectAt(at), "stage");
  return (
    <Removable at={at} what={said.clauses.since}>
      <span>{said.said.since}</span>
      <Choice
        label={said.clauses.since}
        value={isStage ? "stage" : textAt(member(at, "time")) || "last"}
        options={[
          { value: "last", label: said.which.last },
          { value: "first", label: said.which.first },
          { value: "stage", label: said.sinceKinds.stage },
        ]}
        onChange={(next) => {
          if (next === "stage") at.set({ stage: "onboard" });
          else if (isStage) at.set({ did: "", time: next });
          else member(at, "time").set(next);
        }}
      />
      {isStage ? (
        <ChoiceAt at={member(at, "stage")} label={conditions.loyalty.stageLabel} options={stages} />
      ) : (
        <>
          <EventName at={at} />
          <Where at={at} />
          <button type="button" className="add add-small" onClick={() => addWhere(at)}>
            {said.addOf(said.where)}
          </button>
        </>
      )}
    </Removable>
  );
}

export const stages = lifecycleStages.map((value) => ({ value, label: value }));

const moments = ["before", "after", "withinLast", "longerAgo"] as const;

function isMoment(name: string): name is (typeof moments)[number] {
  return moments.some((one) => one === name);
}

function momentsOf(which: "first" | "last"): (props: ClauseProps) => ReactElement {
  return ({ at }) => (
    <Removable at={at} what={said.clauses[which]}>
      <span>{said.said[which]}</span>
      <Moments at={at} />
    </Removable>
  );
}

function Moments({ at }: { readonly at: Place }): ReactElement {
  const stated = Object.keys(objectAt(at)).filter(isMoment);
  const rest = moments.filter((one) => !stated.includes(one));
  const blank = (name: string): string => (name === "before" || name === "after" ? "" : "30d");
  return (
    <>
      {stated.map((name, index) => (
        <Clause
          key={name}
          what={said.moments[name]}
          {...(stated.length > 1 ? { onRemove: () => member(at, name).set(undefined) } : {})}
        >
          {index > 0 && <span>{conditions.and}</span>}
          <Choice
            label={conditions.comparison}
            value={name}
            options={[name, ...rest].map((value) => ({ value, label: said.moments[value] }))}
            onChange={(next) => renameMember(at, name, next, blank(next))}
          />
          {name === "before" || name === "after" ? (
            <DateField at={member(at, name)} label={conditions.date} />
          ) : (
            <DurationField at={member(at, name)} />
          )}
        </Clause>
      ))}
      <AddMenu
        isSmall
        label={conditions.and}
        groups={[{ options: rest.map((value) => ({ value, label: said.moments[value] })) }]}
        onAdd={(name) => member(at, name).set(blank(name))}
      />
    </>
  );
}

/** "in at least 3 of the last 4 weeks" */
function Habit({ at }: { readonly at: Place }): ReactElement {
  return (
    <>
      <span>{said.said.regularly}</span>
      <NumberField at={member(at, "in")} label={conditions.number} />
      <span>{said.said.ofLast}</span>
      <NumberField at={member(at, "of")} label={conditions.number} />
      <ChoiceAt at={member(at, "every")} label={conditions.unit} options={optionsOf(said.periods)} />
    </>
  );
}

const occasions = occasionNames
  .filter((name) => !personalOccasions.some((one) => one === name))
  .map((value) => ({ value, label: plainName(value) }));

function Around({ at }: ClauseProps): ReactElement {
  const side = (name: "before" | "after", lead: string, tail: string): ReactElement | null => {
    const place = member(at, name);
    if (place.value === undefined) return null;
    return (
      <Clause what={tail} onRemove={() => place.set(undefined)}>
        <span>{lead}</span>
        <DurationField at={place} units={["d", "w"]} />
        <span>{tail}</span>
      </Clause>
    );
  };
  const region = member(at, "region");
  const rest = (["region", "before", "after"] as const).filter(
    (name) => member(at, name).value === undefined,
  );
  return (
    <Removable at={at} what={said.clauses.around}>
      <span>{said.said.around}</span>
      <ChoiceAt at={member(at, "occasion")} label={conditions.occasion.name} options={occasions} />
      {region.value !== undefined && (
        <Clause what={conditions.occasion.region} onRemove={() => region.set(undefined)}>
          <span>{said.said.region}</span>
          <TextField at={region} label={conditions.occasion.region} placeholder="GB" />
        </Clause>
      )}
      {side("before", said.said.before, said.said.beforeIt)}
      {side("after", said.said.after, said.said.afterIt)}
      <AddMenu
        isSmall
        label={said.detail}
        groups={[{ options: rest.map((value) => ({ value, label: conditions.occasion.details[value] })) }]}
        onAdd={(name) => member(at, name).set(name === "region" ? "GB" : "14d")}
      />
      <span>{said.said.inYears}</span>
      <NumberField at={member(at, "in")} label={conditions.number} />
      <span>{said.said.ofLast}</span>
      <NumberField at={member(at, "of")} label={conditions.number} />
      <span>{said.said.years}</span>
    </Removable>
  );
}

function Stopped({ at }: ClauseProps): ReactElement {
  const times = member(at, "times");
  const habit = member(at, "regularly");
  return (
    <Removable at={at} what={said.clauses.stopped}>
      <span>{said.said.stopped}</span>
      <DurationField at={member(at, "for")} />
      {times.value !== undefined && (
        <Clause what={said.clauses.count} onRemove={() => times.set(undefined)}>
          <span>{`${said.said.stoppedTimes} ${conditions.amounts.gte}`}</span>
          <NumberField at={times} label={conditions.number} />
          <span>{said.times}</span>
        </Clause>
      )}
      {habit.value !== undefined && (
        <Clause what={said.clauses.regularly} onRemove={() => habit.set(undefined)}>
          <span>{said.said.stoppedTimes}</span>
          <Habit at={habit} />
        </Clause>
      )}
      <AddMenu
        isSmall
        label={said.detail}
        groups={[
          {
            options: [
              ...(times.value === undefined ? [{ value: "times", label: said.clauses.count }] : []),
              ...(habit.value === undefined ? [{ value: "regularly", label: said.clauses.regularly }] : []),
            ],
          },
        ]}
        onAdd={(name) => member(at, name).set(name === "times" ? 2 : { in: 3, of: 4, every: "week" })}
      />
    </Removable>
  );
}
