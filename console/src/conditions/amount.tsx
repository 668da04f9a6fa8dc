import { type CountComparison, countOperators } from "@attune/contract";
import type { ReactElement } from "react";
import { words } from "../words/words.ts";
import { AddMenu } from "./add-menu.tsx";
import { Choice, Clause, NumberField } from "./controls.tsx";
import { member, objectAt, type Place, renameMember } from "./place.ts";

const { conditions } = words;

function isAmount(name: string): name is keyof CountComparison {
  return countOperators.some((one) => one === name);
}

/** "at least 2 and at most 5". */
export function Amount({ at }: { readonly at: Place }): ReactElement {
  const stated = Object.keys(objectAt(at)).filter(isAmount);
  const rest = countOperators.filter((operator) => !stated.includes(operator));
  return (
    <>
      {stated.map((operator, index) => (
        <Clause
          // biome-ignore lint/suspicious/noArrayIndexKey: its name may change while it has the focus
          key={index}
          what={conditions.amounts[operator]}
          {...(stated.length > 1 ? { onRemove: () => member(at, operator).set(undefined) } : {})}
        >
          {index > 0 && <span>{conditions.and}</span>}
          <Choice
            label={conditions.amount}
            value={operator}
            options={[operator, ...rest].map((value) => ({ value, label: conditions.amounts[value] }))}
            onChange={(next) => renameMember(at, operator, next)}
          />
          <NumberField at={member(at, operator)} label={conditions.number} />
        </Clause>
      ))}
      <AddMenu
        isSmall
        isBare={stated.length > 0}
        label={stated.length === 0 ? conditions.amount : conditions.and}
        groups={[{ options: rest.map((value) => ({ value, label: conditions.amounts[value] })) }]}
        onAdd={(operator) => member(at, operator).set(1)}
      />
    </>
  );
}
