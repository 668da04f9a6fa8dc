import { Menu } from "@mantine/core";
import type { ReactElement } from "react";
import { Icon } from "../parts/icon.tsx";
import type { Option } from "./controls.tsx";

export interface OptionGroup {
  readonly label?: string;
  readonly options: readonly Option[];
}

/** A button that offers what can be added here. Moved through by arrow keys. */
export function AddMenu(props: {
  readonly label: string;
  readonly groups: readonly OptionGroup[];
  readonly onAdd: (value: string) => void;
  /** A small one stands in the sentence, a large one below it. */
  readonly isSmall?: boolean;
  /** Amid the words only its sign is seen. */
  readonly isBare?: boolean;
}): ReactElement | null {
  const groups = props.groups.filter(({ options }) => options.length > 0);
  if (groups.length === 0) return null;
  return (
    <Menu position="bottom-start" withinPortal={false} loop transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <button type="button" className={props.isSmall === true ? "add add-small" : "add"}>
          <Icon name="plus" size={14} />
          {props.isBare === true ? <span className="only-spoken">{props.label}</span> : props.label}
        </button>
      </Menu.Target>
      <Menu.Dropdown className="menu">
        {groups.map((group) => (
          <div key={group.label ?? ""} className="menu-group">
            {group.label !== undefined && <Menu.Label>{group.label}</Menu.Label>}
            {group.options.map(({ value, label }) => (
              <Menu.Item key={value} onClick={() => props.onAdd(value)}>
                {label}
              </Menu.Item>
            ))}
          </div>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
