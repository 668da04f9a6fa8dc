import { catalogueKeySchema, channels, saleSchema, salesTotalsSchema } from "@attune/contract";
import { z } from "zod";
import { ok, type Router } from "../../../platform/http/route.ts";
import { refusals } from "../refusals.ts";
import type { SaleReads } from "../sales.ts";

const momentSchema = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

export function saleRoutes(router: Router, sales: SaleReads): void {
  getRoute(router, sales);
  listRoute(router, sales);
  reportRoute(router, sales);
}

function getRoute(router: Router, sales: SaleReads): void {
  router.route({
    method: "GET",
    path: "/api/sales/{key}",
    operationId: "getSale",
    tag: "Sales",
    summary: "One order or till sale with its lines and what came back.",
    access: "secretKey",
    params: z.object({ key: z.string() }),
    responses: { 200: saleSchema },
    handle: async ({ principal, params }) => {
      const sale = await sales.find(principal.brandId, params.key.replaceAll("\u0000", ""));
      if (sale === undefined) throw refusals.unknownSale();
      return ok(sale);
    },
  });
}

function listRoute(router: Router, sales: SaleReads): void {
  router.route({
    method: "GET",
    path: "/api/profiles/{ref}/orders",
    operationId: "listProfileOrders",
    tag: "Customers",
    summary: "What a customer has bought and brought back, with lines, newest first.",
    access: "secretKey",
    params: z.object({ ref: z.string().min(1).max(600) }),
    query: z.object({
      cursor: z.string().max(600).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
    responses: { 200: z.strictObject({ items: z.array(saleSchema), next: z.string().nullable() }) },
    handle: async ({ principal, params, query }) =>
      ok(await sales.list(principal.brandId, params.ref, query.cursor || undefined, query.limit)),
  });
}

function reportRoute(router: Router, sales: SaleReads): void {
  router.route({
    method: "GET",
    path: "/api/reports/sales",
    operationId: "reportSales",
    tag: "Reports",
    summary:
      "Totals of sales and returns per currency, with and without a customer. `from` is included, `until` is not.",
    access: "secretKey",
    query: z.object({
      from: momentSchema.optional(),
      until: momentSchema.optional(),
      channel: z.enum(channels).optional(),
      store: catalogueKeySchema.optional(),
    }),
    responses: { 200: z.strictObject({ totals: z.array(salesTotalsSchema) }) },
    handle: async ({ principal, query }) => {
      const { from, until, channel, store } = query;
      return ok({ totals: await sales.report(principal.brandId, { from, until, channel, storeKey: store }) });
    },
  });
}
