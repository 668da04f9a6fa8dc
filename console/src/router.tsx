import { createRoute, createRouter, lazyRouteComponent, RouterProvider } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { definitionRoutes } from "./definitions/definition-routes.ts";
import { FirstPage } from "./frame/first-page.tsx";
import { BrokenPage } from "./frame/odd-pages.tsx";
import { root, textOf } from "./frame/root-route.ts";
import { connectRoutes } from "./keys/key-routes.ts";
import { rangeRoutes } from "./products/product-routes.ts";
import { touchpointRoutes } from "./touchpoints/touchpoint-routes.ts";

const start = createRoute({
  getParentRoute: () => root,
  path: "/",
  component: FirstPage,
});

const overview = createRoute({
  getParentRoute: () => root,
  path: "/overview",
  validateSearch: overviewSearch,
  component: lazyRouteComponent(() => import("./overview/overview-page.tsx"), "OverviewPage"),
});

const metricCustomers = createRoute({
  getParentRoute: () => root,
  path: "/overview/$metric/customers",
  validateSearch: overviewSearch,
  component: lazyRouteComponent(() => import("./overview/metric-customers-page.tsx"), "MetricCustomersPage"),
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

const departments = createRoute({
  getParentRoute: () => root,
  path: "/departments",
  component: lazyRouteComponent(() => import("./departments/departments-page.tsx"), "DepartmentsPage"),
});

const department = createRoute({
  getParentRoute: () => root,
  path: "/departments/$department",
  validateSearch: (search: Record<string, unknown>): { period?: string; sort?: string } =>
    textOf(search, "period", "sort"),
  component: lazyRouteComponent(() => import("./departments/department-page.tsx"), "DepartmentPage"),
});

const departmentCustomer = createRoute({
  getParentRoute: () => root,
  path: "/departments/$department/$ref",
  component: lazyRouteComponent(
    () => import("./departments/department-customer-page.tsx"),
    "DepartmentCustomerPage",
  ),
});

const store = createRoute({
  getParentRoute: () => root,
  path: "/store",
  validateSearch: (search: Record<string, unknown>): { query?: string } => textOf(search, "query"),
  component: lazyRouteComponent(() => import("./store-app/store-page.tsx"), "StorePage"),
});

const storeCustomer = createRoute({
  getParentRoute: () => root,
  path: "/store/$ref",
  component: lazyRouteComponent(() => import("./store-app/store-customer-page.tsx"), "StoreCustomerPage"),
});

const mirror = createRoute({
  getParentRoute: () => root,
  path: "/mirror",
  component: lazyRouteComponent(() => import("./mirror/pick-page.tsx"), "PickPage"),
});

const mirrored = createRoute({
  getParentRoute: () => root,
  path: "/mirror/$ref",
  component: lazyRouteComponent(() => import("./mirror/mirror-page.tsx"), "MirrorPage"),
});

const people = [departments, department, departmentCustomer, store, storeCustomer, mirror, mirrored] as const;

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
  validateSearch: (search: Record<string, unknown>) => textOf(search, "name", "channel", "id"),
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

const staff = createRoute({
  getParentRoute: () => root,
  path: "/staff",
  component: lazyRouteComponent(() => import("./staff/staff-page.tsx"), "StaffPage"),
});

const audit = createRoute({
  getParentRoute: () => root,
  path: "/audit",
  validateSearch: (search: Record<string, unknown>): { profile?: string; staff?: string; kind?: string } => ({
    ...textOf(search, "profile"),
    ...textOf(search, "staff"),
    ...textOf(search, "kind"),
  }),
  component: lazyRouteComponent(() => import("./audit/audit-page.tsx"), "AuditPage"),
});

const me = createRoute({
  getParentRoute: () => root,
  path: "/me",
  component: lazyRouteComponent(() => import("./me/me-page.tsx"), "MePage"),
});

const govern = [staff, audit, me] as const;

// biome-ignore format: one line a branch
const tree = root.addChildren([...touchpointRoutes, ...definitionRoutes, ...rangeRoutes, ...connectRoutes, start, overview, metricCustomers, customers, customer, ...segmentPages, events, quarantine, quarantined, ...people, ...govern]);

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

function overviewSearch(search: Record<string, unknown>): {
  period?: string;
  segment?: string;
  metric?: string;
} {
  return { ...textOf(search, "period"), ...textOf(search, "segment"), ...textOf(search, "metric") };
}
