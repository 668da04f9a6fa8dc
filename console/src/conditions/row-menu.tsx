import type { Json } from "@attune/contract";
import { Menu } from "@mantine/core";
import type { ReactElement } from "react";
import { Icon } from "../parts/icon.tsx";
import { words } from "../words/words.ts";
import type { Place } from "./place.ts";
import { shownLeaf } from "./shapes.ts";
import type { Changed } from "./tree.ts";
import {
  duplicatePart,
  groupOf,
  groupPart,
  movePart,
  negatedIn,
  negatePart,
  removePart,
  ungroupPart,
} from "./tree.ts";
import { type FocusOn, useTree } from "./tree-context.ts";

const { conditions } = words;
const { row } = conditions;

interface Deed {
  readonly label: string;
  readonly keys?: string;
  readonly focus: FocusOn;
  readonly isDangerous?: boolean;
  readonly change: (root: Json) => Changed;
}

/** What can be done with a part as a whole. `at` is the row, `node` what stands in it inside of its `not`s. */
export function RowMenu({ at, node }: { readonly at: Place; readonly node: Place }): ReactElement {
  const change = useTree();
  return (
    <div className="row-menu">
      <Menu position="bottom-end" withinPortal={false} loop returnFocus transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <button type="button" className="row-button" aria-label={row.menu(whatIs(node))}>
            <Icon name="more" size={16} />
          </button>
        </Menu.Target>
        <Menu.Dropdown className="menu">
          {deedsFor(at, node).map((deed) => (
            <Menu.Item
              key={deed.label}
              {...(deed.isDangerous === true ? { className: "menu-danger" } : {})}
              rightSection={deed.keys === undefined ? undefined : <kbd>{deed.keys}</kbd>}
              onClick={() => change(deed.change, deed.focus)}
            >
              {deed.label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

function whatIs(node: Place): string {
  const operator = shownLeaf(node.value);
  return operator === undefined ? row.group_ : conditions.operators[operator];
}

function deedsFor(at: Place, node: Place): readonly Deed[] {
  const isGroup = groupOf(node.value) !== undefined;
  const isNegated = negatedIn(at.value) !== undefined;
  return [
    {
      label: isNegated ? row.unNegate : row.negate,
      focus: "menu",
      change: (root) => negatePart(root, at.pointer),
    },
    { label: row.up, keys: "Alt ↑", focus: "menu", change: (root) => movePart(root, at.pointer, -1) },
    { label: row.down, keys: "Alt ↓", focus: "menu", change: (root) => movePart(root, at.pointer, 1) },
    { label: row.group, focus: "first", change: (root) => groupPart(root, at.pointer, "any") },
    ...(isGroup && !isNegated
      ? [
          {
            label: row.ungroup,
            focus: "first" as const,
            change: (root: Json) => ungroupPart(root, at.pointer),
          },
        ]
      : []),
    { label: row.duplicate, focus: "first", change: (root) => duplicatePart(root, at.pointer) },
    { label: row.remove, focus: "menu", isDangerous: true, change: (root) => removePart(root, at.pointer) },
  ];
}
