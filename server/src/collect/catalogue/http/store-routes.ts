import { type StoreView, storeSchema, storeStatementSchema } from "@attune/contract";
import { z } from "zod";
import { ok, type Router } from "../../../platform/http/route.ts";
import type { StoreStore } from "../catalogue.ts";
import { refusals } from "../refusals.ts";
import { keyParams, listQuery } from "./list-query.ts";

export interface StoreRoutePorts {
  readonly stores: StoreStore;
  readonly clock: { now(): number };
}

export function storeRoutes(router: Router, { stores, clock }: StoreRoutePorts): void {
  router.route({
    method: "GET",
    path: "/api/stores",
    operationId: "listStores",
    tag: "Catalogue",
    summary: "Stores by key, or those whose key or name contains `query`.",
    access: "secretKey",
    query: listQuery,
    responses: { 200: z.strictObject({ items: z.array(storeSchema), next: z.string().nullable() }) },
    handle: async ({ principal, query }) => ok(await stores.list(principal.brandId, query)),
  });
  router.route({
    method: "GET",
    path: "/api/stores/{key}",
    operationId: "getStore",
    tag: "Catalogue",
    summary: "One store with its floor areas.",
    access: "secretKey",
    params: keyParams,
    responses: { 200: storeSchema },
    handle: async ({ principal, params }) => ok(await found(stores, principal.brandId, params.key)),
  });
  router.route({
    method: "PUT",
    path: "/api/stores/{key}",
    operationId: "putStore",
    tag: "Catalogue",
    summary: "States a store whole: what is left out is gone; only areas that are left out stay.",
    access: "secretKey",
    params: keyParams,
    body: storeStatementSchema,
    responses: { 200: storeSchema },
    handle: async ({ principal: { brandId }, params, body }) => {
      await stores.put(brandId, [{ ...body, key: params.key }], { dryRun: false, at: clock.now() });
      return ok(await found(stores, brandId, params.key));
    },
  });
}

async function found(stores: StoreStore, brandId: number, key: string): Promise<StoreView> {
  const store = await stores.find(brandId, key);
  if (store === undefined) throw refusals.unknownStore();
  return store;
}
