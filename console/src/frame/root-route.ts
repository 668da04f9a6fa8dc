import { createRootRoute } from "@tanstack/react-router";
import { Frame } from "./frame.tsx";
import { MissingPage } from "./odd-pages.tsx";

/** What every page stands in; families of pages hang their own routes below it. */
export const root = createRootRoute({ component: Frame, notFoundComponent: MissingPage });

/** Search parameters come from the address bar, where the router reads `?from=2` as a number: numbers are text too, anything else is left out. */
export function textOf<Name extends string>(
  search: Record<string, unknown>,
  ...names: readonly Name[]
): { [Key in Name]?: string } {
  const stated = names.flatMap((name) => {
    const value = search[name];
    const text = typeof value === "number" ? String(value) : value;
    return typeof text === "string" && text !== "" ? [[name, text] as const] : [];
  });
  return Object.fromEntries(stated) as { [Key in Name]?: string };
}
