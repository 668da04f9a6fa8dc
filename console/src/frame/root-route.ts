import { createRootRoute } from "@tanstack/react-router";
import { Frame } from "./frame.tsx";
import { MissingPage } from "./odd-pages.tsx";

/** What every page stands in; families of pages hang their own routes below it. */
export const root = createRootRoute({ component: Frame, notFoundComponent: MissingPage });

/** Search parameters come from the address bar: anything but text is left out. */
export function textOf<Name extends string>(
  search: Record<string, unknown>,
  ...names: readonly Name[]
): { [Key in Name]?: string } {
  const stated = names.flatMap((name) => {
    const value = search[name];
    return typeof value === "string" && value !== "" ? [[name, value] as const] : [];
  });
  return Object.fromEntries(stated) as { [Key in Name]?: string };
}
