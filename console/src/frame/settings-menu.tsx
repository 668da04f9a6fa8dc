import { ActionIcon, type MantineColorScheme, Popover, useMantineColorScheme } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useMe } from "../api/session.ts";
import { signOut } from "../api/sign-in.ts";
import { Icon } from "../parts/icon.tsx";
import { notify } from "../parts/notices.tsx";
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
  const me = useMe();
  const leave = (): void => {
    signOut().catch(() => notify(words.session.notSignedOut));
  };
  return (
    <Popover position="bottom-end" width={220} trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon variant="subtle" aria-label={words.frame.menu}>
          <Icon name="more" size={20} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={words.frame.menu} p={8}>
        <p className="settings-who">
          <strong>{me.kind === "key" ? words.session.secretKey : me.name}</strong>
          <span>{me.role === null ? words.session.engineerByKey : words.session.roles[me.role]}</span>
        </p>
        <Link to="/me" className="settings-entry">
          {words.me.mine}
        </Link>
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
        <button type="button" className="settings-entry" onClick={leave}>
          {words.frame.signOut}
        </button>
      </Popover.Dropdown>
    </Popover>
  );
}
