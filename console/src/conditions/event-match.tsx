import type { ReactElement } from "react";
import { words } from "../words/words.ts";
import { AddMenu } from "./add-menu.tsx";
import { Comparisons } from "./comparison.tsx";
import { Clause } from "./controls.tsx";
import { useKnownNames } from "./known-context.ts";
import { element, listAt, member, objectAt, type Place, renameMember, textAt } from "./place.ts";
import { SuggestField } from "./suggest-field.tsx";

const { did: said } = words.conditions;

/** The name of an event. */
export function EventName({
  at,
  label = said.event,
}: {
  readonly at: Place;
  readonly label?: string;
}): ReactElement {
  const known = useKnownNames();
  return (
    <SuggestField
      at={member(at, "did")}
      label={label}
      placeholder="Order Completed"
      suggestions={known.events}
    />
  );
}

/** "where category is "Shoes" and price is at least 50", of an event that stands before it. */
export function Where({ at }: { readonly at: Place }): ReactElement | null {
  const known = useKnownNames();
  const event = textAt(member(at, "did"));
  const where = member(at, "where");
  if (where.value === undefined) return null;
  const paths = Object.keys(objectAt(where));
  const takeOut = (path: string): void =>
    paths.length === 1 ? where.set(undefined) : member(where, path).set(undefined);
  return (
    <>
      {paths.map((path, index) => {
        const seen = known.valuesOf(event, path);
        return (
          <Clause
            // biome-ignore lint/suspicious/noArrayIndexKey: its name may change while it has the focus
            key={index}
            what={path === "" ? said.path : path}
            onRemove={() => takeOut(path)}
          >
            <span>{index === 0 ? said.where : said.andWhere}</span>
            <SuggestField
              at={{
                value: path,
                pointer: member(where, path).pointer,
                set: (next) => renameMember(where, path, String(next ?? "")),
              }}
              label={said.path}
              placeholder="properties.revenue"
              suggestions={known.pathsOf(event)}
              isSlow
            />
            <Comparisons
              at={member(where, path)}
              of="event"
              values={seen.values}
              {...(seen.kind && { kind: seen.kind })}
            />
          </Clause>
        );
      })}
    </>
  );
}

/** One more path, with a comparison to begin with. */
export function addWhere(at: Place): void {
  const where = member(at, "where");
  const names = Object.keys(objectAt(where));
  if (!names.includes("")) where.set({ ...objectAt(where), "": { is: "" } });
}

/** Events that must not come: "and then not Order Completed or Order Cancelled". */
export function Without(props: {
  readonly at: Place;
  readonly lead: string;
  readonly onRemove: () => void;
}): ReactElement {
  const list = listAt(props.at);
  return (
    <>
      {list.map((_, index) => {
        const match = element(props.at, index);
        const takeOut = list.length === 1 ? props.onRemove : () => match.set(undefined);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: events in a list have no name of their own
          <Clause key={index} what={props.lead} onRemove={takeOut}>
            <span>{index === 0 ? props.lead : words.conditions.link.any}</span>
            <EventName at={match} />
            <Where at={match} />
            <AddMenu
              isSmall
              label={said.detail}
              groups={[
                {
                  options: [
                    { value: "where", label: said.clauses.where },
                    { value: "event", label: said.event },
                  ],
                },
              ]}
              onAdd={(what) => (what === "where" ? addWhere(match) : props.at.set([...list, { did: "" }]))}
            />
          </Clause>
        );
      })}
    </>
  );
}
