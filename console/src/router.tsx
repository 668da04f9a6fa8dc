import {
  createRoute,
  createRouter,
  lazyRouteComponent,
  RouterProvider,
  redirect,
} from "@tanstack/react-router";
import type { ReactElement } from "react";
import { definitionRoutes } from "./definitions/definition-routes.ts";
import { BrokenPage } from "./frame/odd-pages.tsx";
import { root, textOf } from "./frame/root-route.ts";
import { connectRoutes } from "./keys/key-routes.ts";
import { rangeRoutes } from "./products/product-routes.ts";
import { touchpointRoutes } from "./touchpoints/touchpoint-routes.ts";

const start = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/overview", replace: true });
  },
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
  validateSearch: (search: Record<string, unknown>): { period?: string } => textOf(search, "period"),
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

// biome-ignore format: one line a branch
const tree = root.addChildren([...touchpointRoutes, ...definitionRoutes, ...rangeRoutes, ...connectRoutes, start, overview, metricCustomers, customers, customer, segments, newSegment, segment, editSegment, events, quarantine, quarantined, ...people]);

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
