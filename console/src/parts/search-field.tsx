import { TextInput } from "@mantine/core";
import type { ComponentProps, ReactElement } from "react";
import { Icon } from "./icon.tsx";

type Given = Omit<
  ComponentProps<typeof TextInput>,
  "type" | "leftSection" | "autoComplete" | "spellCheck" | "onChange"
>;

/** Where one types what to look for; nothing is completed or corrected, since names and numbers are typed. */
export function SearchField({
  iconSize = 16,
  onChange,
  ...given
}: Given & { readonly iconSize?: number; readonly onChange: (text: string) => void }): ReactElement {
  return (
    <TextInput
      type="search"
      leftSection={<Icon name="search" size={iconSize} />}
      autoComplete="off"
      spellCheck={false}
      {...given}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
