import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { root } from "../frame/root-route.ts";

const keys = createRoute({
  getParentRoute: () => root,
  path: "/keys",
  component: lazyRouteComponent(() => import("./keys-page.tsx"), "KeysPage"),
});

const imports = createRoute({
  getParentRoute: () => root,
  path: "/imports",
  component: lazyRouteComponent(() => import("../imports/imports-page.tsx"), "ImportsPage"),
});

const start = createRoute({
  getParentRoute: () => root,
  path: "/start",
  component: lazyRouteComponent(() => import("../start/start-page.tsx"), "StartPage"),
});

export const connectRoutes = [keys, imports, start] as const;
