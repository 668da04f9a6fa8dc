import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { root, textOf } from "../frame/root-route.ts";

const products = createRoute({
  getParentRoute: () => root,
  path: "/products",
  validateSearch: (search: Record<string, unknown>) => textOf(search, "query"),
  component: lazyRouteComponent(() => import("./products-page.tsx"), "ProductsPage"),
});

const product = createRoute({
  getParentRoute: () => root,
  path: "/products/$key",
  component: lazyRouteComponent(() => import("./product-page.tsx"), "ProductPage"),
});

const productCustomers = createRoute({
  getParentRoute: () => root,
  path: "/products/$key/customers",
  validateSearch: (search: Record<string, unknown>) => textOf(search, "metric", "from", "until"),
  component: lazyRouteComponent(() => import("./product-customers-page.tsx"), "ProductCustomersPage"),
});

const stores = createRoute({
  getParentRoute: () => root,
  path: "/stores",
  validateSearch: (search: Record<string, unknown>) => textOf(search, "query"),
  component: lazyRouteComponent(() => import("../stores/stores-page.tsx"), "StoresPage"),
});

const store = createRoute({
  getParentRoute: () => root,
  path: "/stores/$key",
  component: lazyRouteComponent(() => import("../stores/store-page.tsx"), "StorePage"),
});

export const rangeRoutes = [products, product, productCustomers, stores, store] as const;
