import {
  type ProductView,
  productSchema,
  productStatementSchema,
  stockStatementSchema,
} from "@attune/contract";
import { z } from "zod";
import { ok, type Router } from "../../../platform/http/route.ts";
import type { ProductStore, StoreStore } from "../catalogue.ts";
import { productOfRecord } from "../product-of-record.ts";
import { refusals } from "../refusals.ts";
import { keyParams, listQuery } from "./list-query.ts";

export interface ProductRoutePorts {
  readonly products: ProductStore;
  readonly stores: Pick<StoreStore, "unknown">;
  readonly currencyOf: (brandId: number) => Promise<string>;
  readonly clock: { now(): number };
}

export function productRoutes(router: Router, ports: ProductRoutePorts): void {
  readRoutes(router, ports);
  putRoute(router, ports);
  stockRoute(router, ports);
  withdrawalRoutes(router, ports);
}

function readRoutes(router: Router, { products }: ProductRoutePorts): void {
  router.route({
    method: "GET",
    path: "/api/products",
    operationId: "listProducts",
    tag: "Catalogue",
    summary: "Products by key, or those whose key or name contains `query`.",
    access: "secretKey",
    query: listQuery,
    responses: { 200: z.strictObject({ items: z.array(productSchema), next: z.string().nullable() }) },
    handle: async ({ principal, query }) => ok(await products.list(principal.brandId, query)),
  });
  router.route({
    method: "GET",
    path: "/api/products/{key}",
    operationId: "getProduct",
    tag: "Catalogue",
    summary: "One product with its stock.",
    access: "secretKey",
    params: keyParams,
    responses: { 200: productSchema },
    handle: async ({ principal, params }) => ok(await found(products, principal.brandId, params.key)),
  });
}

function putRoute(router: Router, { products, currencyOf, clock }: ProductRoutePorts): void {
  router.route({
    method: "PUT",
    path: "/api/products/{key}",
    operationId: "putProduct",
    tag: "Catalogue",
    summary: "States a product whole: what is left out is gone; its stock stays.",
    access: "secretKey",
    params: keyParams,
    body: productStatementSchema,
    responses: { 200: productSchema },
    handle: async ({ principal: { brandId }, params, body }) => {
      const product = productOfRecord({ ...body, key: params.key }, await currencyOf(brandId));
      if (product === undefined) throw refusals.priceTooLarge();
      await products.put(brandId, [product], { dryRun: false, at: clock.now() });
      return ok(await found(products, brandId, params.key));
    },
  });
}

function stockRoute(router: Router, { products, stores, clock }: ProductRoutePorts): void {
  router.route({
    method: "PUT",
    path: "/api/products/{key}/stock",
    operationId: "putStock",
    tag: "Catalogue",
    summary: "Sets how many pieces of a product lie in a store, or online when no store is named.",
    access: "secretKey",
    params: keyParams,
    body: stockStatementSchema,
    responses: { 200: productSchema },
    handle: async ({ principal: { brandId }, params, body }) => {
      await found(products, brandId, params.key);
      if (body.store !== undefined && (await stores.unknown(brandId, [body.store])).size > 0) {
        throw refusals.stockOfUnknownStore();
      }
      const stock = { productKey: params.key, storeKey: body.store ?? "", quantity: body.quantity };
      await products.putStock(brandId, [stock], { dryRun: false, at: clock.now() });
      return ok(await found(products, brandId, params.key));
    },
  });
}

function withdrawalRoutes(router: Router, { products, clock }: ProductRoutePorts): void {
  const say = async (brandId: number, key: string, atMs: number | null): Promise<ProductView> => {
    await found(products, brandId, key);
    await products.withdraw(brandId, key, atMs);
    return found(products, brandId, key);
  };
  router.route({
    method: "PUT",
    path: "/api/products/{key}/withdrawal",
    operationId: "withdrawProduct",
    tag: "Catalogue",
    summary:
      "No longer sold: recommended to nobody from now on, whatever an import states of it. Orders keep it. Twice is once.",
    access: "secretKey",
    params: keyParams,
    responses: { 200: productSchema },
    handle: async ({ principal, params }) => ok(await say(principal.brandId, params.key, clock.now())),
  });
  router.route({
    method: "DELETE",
    path: "/api/products/{key}/withdrawal",
    operationId: "sellProductAgain",
    tag: "Catalogue",
    summary: "Sold again, as if it had never been withdrawn.",
    access: "secretKey",
    params: keyParams,
    responses: { 200: productSchema },
    handle: async ({ principal, params }) => ok(await say(principal.brandId, params.key, null)),
  });
}

async function found(products: ProductStore, brandId: number, key: string): Promise<ProductView> {
  const product = await products.find(brandId, key);
  if (product === undefined) throw refusals.unknownProduct();
  return product;
}
