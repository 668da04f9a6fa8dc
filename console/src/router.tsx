import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  RouterProvider,
  redirect,
} from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Frame } from "./frame/frame.tsx";
import { BrokenPage, MissingPage } from "./frame/odd-pages.tsx";

const root = createRootRoute({ component: Frame, notFoundComponent: MissingPage });

const start = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/customers", replace: true });
  },
});

const customers = createRoute({
  getParentRoute: () => root,
  path: "/customers",
  validateSearch: (search: Record<string, unknown>): { query?: string; visitors?: string } => ({
    ...textOf(search, "query"),
    ...textOf(search, "visitors"),
  }),
  component: lazyRouteComponent(() => import("./customers/customers-page.tsx"), "CustomersPage"),
});

const customer = createRoute({
  getParentRoute: () => root,
  path: "/customers/$ref",
  validateSearch: (search: Record<string, unknown>): { channel?: string; kind?: string } => ({
    ...textOf(search, "channel"),
    ...textOf(search, "kind"),
  }),
  component: lazyRouteComponent(() => import("./customers/customer-page.tsx"), "CustomerPage"),
});

const segments = createRoute({
  getParentRoute: () => root,
  path: "/segments",
  component: lazyRouteComponent(() => import("./segments/segments-page.tsx"), "SegmentsPage"),
});

const newSegment = createRoute({
  getParentRoute: () => root,
  path: "/segments/new",
  validateSearch: (search: Record<string, unknown>): { from?: string } => textOf(search, "from"),
  component: lazyRouteComponent(() => import("./segments/segment-editor-page.tsx"), "NewSegmentPage"),
});

const segment = createRoute({
  getParentRoute: () => root,
  path: "/segments/$key",
  component: lazyRouteComponent(() => import("./segments/segment-page.tsx"), "SegmentPage"),
});

const editSegment = createRoute({
  getParentRoute: () => root,
  path: "/segments/$key/edit",
  component: lazyRouteComponent(() => import("./segments/segment-editor-page.tsx"), "EditSegmentPage"),
});

const compareSegment = createRoute({
  getParentRoute: () => root,
  path: "/segments/$key/compare",
  validateSearch: (search: Record<string, unknown>): { against?: string } => textOf(search, "against"),
  component: lazyRouteComponent(() => import("./segments/compare-page.tsx"), "ComparePage"),
});

const overlap = createRoute({
  getParentRoute: () => root,
  path: "/segments/overlap",
  validateSearch: (search: Record<string, unknown>): { of?: string } => textOf(search, "of"),
  component: lazyRouteComponent(() => import("./segments/overlap-page.tsx"), "OverlapPage"),
});

const stages = createRoute({
  getParentRoute: () => root,
  path: "/segments/stages",
  component: lazyRouteComponent(() => import("./segments/stages-page.tsx"), "StagesPage"),
});

const schemes = createRoute({
  getParentRoute: () => root,
  path: "/segments/schemes",
  component: lazyRouteComponent(() => import("./segments/schemes-page.tsx"), "SchemesPage"),
});

const newScheme = createRoute({
  getParentRoute: () => root,
  path: "/segments/schemes/new",
  component: lazyRouteComponent(() => import("./segments/scheme-editor-page.tsx"), "NewSchemePage"),
});

const editScheme = createRoute({
  getParentRoute: () => root,
  path: "/segments/schemes/$key",
  component: lazyRouteComponent(() => import("./segments/scheme-editor-page.tsx"), "EditSchemePage"),
});

const segmentPages = [
  segments,
  newSegment,
  segment,
  editSegment,
  compareSegment,
  overlap,
  stages,
  schemes,
  newScheme,
  editScheme,
] as const;

const events = createRoute({
  getParentRoute: () => root,
  path: "/events",
  validateSearch: (search: Record<string, unknown>): { name?: string; channel?: string } => ({
    ...textOf(search, "name"),
    ...textOf(search, "channel"),
  }),
  component: lazyRouteComponent(() => import("./events/events-page.tsx"), "EventsPage"),
});

const quarantine = createRoute({
  getParentRoute: () => root,
  path: "/quarantine",
  validateSearch: (search: Record<string, unknown>): { code?: string } => textOf(search, "code"),
  component: lazyRouteComponent(() => import("./quarantine/quarantine-page.tsx"), "QuarantinePage"),
});

const quarantined = createRoute({
  getParentRoute: () => root,
  path: "/quarantine/$id",
  component: lazyRouteComponent(() => import("./quarantine/quarantined-page.tsx"), "QuarantinedPage"),
});

// biome-ignore format: one line a branch
const tree = root.addChildren([start, customers, customer, ...segmentPages, events, quarantine, quarantined]);

const router = createRouter({
  routeTree: tree,
  defaultPreload: "intent",
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
  defaultErrorComponent: BrokenPage,
});

/** Every page of the console, by its address. */
export function Routes(): ReactElement {
  return <RouterProvider router={router} />;
}

/** Makes every link and parameter typed. */
declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

/** Search parameters come from the address bar: anything but text is left out. */
function textOf<Name extends string>(
  search: Record<string, unknown>,
  name: Name,
): { [Key in Name]?: string } {
  const value = search[name];
  return (typeof value === "string" && value !== "" ? { [name]: value } : {}) as { [Key in Name]?: string };
}
