import { z } from "zod";
import type { Parts } from "./parts.ts";
import { ok } from "./platform/http/route.ts";
import { readSampleState } from "./sample.ts";

const brandAnswer = z.strictObject({
  key: z.string(),
  name: z.string(),
  timeZone: z.string(),
  currency: z.string(),
  sample: z.enum(["on", "real", "off"]),
  sampleState: z.enum(["off", "loading", "loaded"]),
});

export function brandRoutes({ router, database, brand, sample }: Parts): void {
  const { brandId, key, name, timeZone, currency } = brand;
  router.route({
    method: "GET",
    path: "/api/brand",
    operationId: "getBrand",
    tag: "Brand",
    summary: "The brand of the key, what of the sample brand this program loads, and how far it is loaded.",
    access: "secretKey",
    responses: { 200: brandAnswer },
    handle: async () =>
      ok({
        key,
        name,
        timeZone,
        currency,
        sample,
        sampleState: await readSampleState(database, brandId),
      }),
  });
}
