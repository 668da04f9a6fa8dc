import { ActionIcon, type MantineColorScheme, Popover, useMantineColorScheme } from "@mantine/core";
import type { ReactElement } from "react";
import { signOut } from "../api/session.ts";
import { Icon } from "../parts/icon.tsx";
import { words } from "../words/words.ts";
import "./settings-menu.css";

const looks: readonly (readonly [MantineColorScheme, string])[] = [
  ["light", words.frame.light],
  ["dark", words.frame.dark],
  ["auto", words.frame.system],
];

/** What concerns the person at the console rather than the brand. */
export function SettingsMenu(): ReactElement {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Popover position="bottom-end" width={220} trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon variant="subtle" aria-label={words.frame.menu}>
          <Icon name="more" size={20} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={words.frame.menu} p={8}>
        <fieldset className="settings-looks">
          <legend>{words.frame.look}</legend>
          {looks.map(([look, label]) => (
            <label key={look} className="settings-entry">
              <input
                type="radio"
                name="look"
                checked={colorScheme === look}
                onChange={() => setColorScheme(look)}
              />
              {label}
            </label>
          ))}
        </fieldset>
        <button type="button" className="settings-entry" onClick={() => signOut("asked")}>
          {words.frame.signOut}
        </button>
      </Popover.Dropdown>
    </Popover>
  );
}
