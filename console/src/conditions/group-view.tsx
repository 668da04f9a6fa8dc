import { conditionOperators } from "@attune/contract";
import { type KeyboardEvent, type ReactElement, type ReactNode, useId } from "react";
import { words } from "../words/words.ts";
import { AddMenu } from "./add-menu.tsx";
import { blanks, kinds } from "./blank.ts";
import { Choice, optionsOf } from "./controls.tsx";
import { useFaultsAt, useFaultsWithin } from "./faults.ts";
import { Leaf } from "./leaf.tsx";
import { Faults } from "./part-faults.tsx";
import { element, member, type Place } from "./place.ts";
import { RawPart } from "./raw-part.tsx";
import { RowMenu } from "./row-menu.tsx";
import { shownLeaf } from "./shapes.ts";
import { addPart, type GroupWord, groupOf, movePart, negatedIn, negatePart, setWord } from "./tree.ts";
import { controlsOfPart, useTree } from "./tree-context.ts";

const { conditions } = words;

/** A list of parts that hold together, or of which one is enough. The root is always shown as one, so that there is a place to add to. */
export function GroupView(props: { readonly at: Place; readonly isRoot?: boolean }): ReactElement {
  const { at, isRoot = false } = props;
  const group = groupOf(at.value);
  const word: GroupWord = group?.word ?? "all";
  const parts = group === undefined ? undefined : member(at, word);
  const faults = useFaultsAt([at.pointer, `${at.pointer}/${word}`]);
  const isEmpty = group?.parts.length === 0;
  return (
    <div className={isRoot ? "group group-root" : "group"}>
      {isRoot && <p className="group-head">{conditions.lead}</p>}
      {isEmpty && <p className="quiet">{conditions.empty}</p>}
      <ul className="parts">
        {parts === undefined ? (
          <Part at={at} link={null} />
        ) : (
          (group?.parts ?? []).map((_, index) => (
            <Part
              // biome-ignore lint/suspicious/noArrayIndexKey: parts have no name of their own
              key={index}
              at={element(parts, index)}
              link={<Link pointer={at.pointer} word={word} index={index} />}
            />
          ))
        )}
      </ul>
      {parts !== undefined && !isEmpty && <Faults messages={faults.map(({ message }) => message)} />}
      <AddPart pointer={at.pointer} isRoot={isRoot} />
    </div>
  );
}

function AddPart(props: { readonly pointer: string; readonly isRoot: boolean }): ReactElement {
  const change = useTree();
  return (
    <div className={props.isRoot ? "add-place add-place-main" : "add-place"}>
      <AddMenu
        label={props.isRoot ? conditions.add : conditions.addHere}
        groups={kinds.map(({ name, of }) => ({
          label: conditions.kinds[name],
          options: of.map((value) => ({ value, label: conditions.operators[value] })),
        }))}
        onAdd={(operator) => {
          const blank = isLeafOperator(operator) ? blanks[operator] : undefined;
          if (blank !== undefined) change((root) => addPart(root, props.pointer, blank), "first");
        }}
      />
    </div>
  );
}

function isLeafOperator(name: string): name is keyof typeof blanks {
  return conditionOperators.some((one) => one === name) && Object.hasOwn(blanks, name);
}

/** "and" or "or": said once for the whole group, where it joins the second part to the first. */
function Link(props: {
  readonly pointer: string;
  readonly word: GroupWord;
  readonly index: number;
}): ReactElement | null {
  const change = useTree();
  if (props.index === 0) return null;
  if (props.index > 1) return <>{conditions.link[props.word]}</>;
  return (
    <Choice
      label={conditions.holdsLabel}
      value={props.word}
      options={optionsOf(conditions.link)}
      onChange={(next) =>
        change(
          (root) => ({
            ...setWord(root, props.pointer, next === "any" ? "any" : "all"),
            pointer: `${props.pointer}/${next}/1`,
          }),
          "first",
        )
      }
    />
  );
}

/** A row of a group: what joins it to the one before, the part itself, what can be done with it. */
function Part(props: { readonly at: Place; readonly link: ReactNode }): ReactElement {
  const { at, link } = props;
  const change = useTree();
  const { node, negations } = insideNot(at);
  const onKeyDown = (event: KeyboardEvent<HTMLLIElement>): void => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    event.stopPropagation();
    const place = [...event.currentTarget.querySelectorAll(controlsOfPart)].indexOf(
      document.activeElement ?? event.currentTarget,
    );
    change((root) => movePart(root, at.pointer, event.key === "ArrowUp" ? -1 : 1), Math.max(place, 0));
  };
  return (
    <li className="part" data-part={at.pointer} onKeyDown={onKeyDown}>
      <span className="part-link">{link}</span>
      <div className="part-body">
        {negations.map((pointer) => (
          <button
            key={pointer}
            type="button"
            className="negation"
            aria-label={conditions.unNegate}
            onClick={() => change((root) => negatePart(root, pointer), "first")}
          >
            {conditions.not}
          </button>
        ))}
        <OnePart at={node} />
      </div>
      <RowMenu at={at} node={node} />
    </li>
  );
}

function OnePart({ at }: { readonly at: Place }): ReactElement {
  const id = useId();
  const isGroup = groupOf(at.value) !== undefined;
  const operator = shownLeaf(at.value);
  const faults = useFaultsWithin(at.pointer);
  if (isGroup) return <GroupView at={at} />;
  if (operator === undefined) return <RawPart at={at} />;
  return (
    <fieldset className="leaf" aria-describedby={id} aria-label={conditions.operators[operator]}>
      <div className="leaf-words">
        <Leaf at={at} operator={operator} />
      </div>
      <Faults id={id} messages={faults.map(({ message }) => message)} />
    </fieldset>
  );
}

/** What stands inside of any number of `not`s, and where each of them is. */
function insideNot(at: Place): { readonly node: Place; readonly negations: readonly string[] } {
  const negations: string[] = [];
  let node = at;
  while (negatedIn(node.value) !== undefined) {
    negations.push(node.pointer);
    node = member(node, "not");
  }
  return { node, negations };
}
