import { ActionIcon, type MantineColorScheme, Menu, useMantineColorScheme } from "@mantine/core";
import type { ReactElement } from "react";
import { signOut } from "../api/session.ts";
import { Icon } from "../parts/icon.tsx";
import { words } from "../words/words.ts";

const looks: readonly (readonly [MantineColorScheme, string])[] = [
  ["light", words.frame.light],
  ["dark", words.frame.dark],
  ["auto", words.frame.system],
];

export function SettingsMenu(): ReactElement {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="subtle" aria-label={words.frame.menu}>
          <Icon name="more" size={20} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{words.frame.look}</Menu.Label>
        {looks.map(([look, label]) => (
          <Menu.Item
            key={look}
            role="menuitemradio"
            aria-checked={colorScheme === look}
            rightSection={colorScheme === look ? <Icon name="check" size={16} /> : undefined}
            onClick={() => setColorScheme(look)}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => signOut("asked")}>{words.frame.signOut}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
