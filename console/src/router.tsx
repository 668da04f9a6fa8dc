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
const tree = root.addChildren([start, customers, customer, ...people, segments, newSegment, segment, editSegment, events, quarantine, quarantined, ...govern]);

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
