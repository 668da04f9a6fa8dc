import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { root, textOf } from "../frame/root-route.ts";

const definitions = createRoute({
  getParentRoute: () => root,
  path: "/definitions",
  validateSearch: (search: Record<string, unknown>) => textOf(search, "kind"),
  component: lazyRouteComponent(() => import("./definitions-page.tsx"), "DefinitionsPage"),
});

const newDefinition = createRoute({
  getParentRoute: () => root,
  path: "/definitions/new",
  validateSearch: (search: Record<string, unknown>) => textOf(search, "kind", "touchpoint"),
  component: lazyRouteComponent(() => import("./definition-editor-page.tsx"), "NewDefinitionPage"),
});

const definition = createRoute({
  getParentRoute: () => root,
  path: "/definitions/$kind/$key",
  validateSearch: (search: Record<string, unknown>) => textOf(search, "from", "to"),
  component: lazyRouteComponent(() => import("./definition-page.tsx"), "DefinitionPage"),
});

const editDefinition = createRoute({
  getParentRoute: () => root,
  path: "/definitions/$kind/$key/edit",
  component: lazyRouteComponent(() => import("./definition-editor-page.tsx"), "EditDefinitionPage"),
});

export const definitionRoutes = [definitions, newDefinition, definition, editDefinition] as const;
