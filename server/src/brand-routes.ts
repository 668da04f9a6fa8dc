import { z } from "zod";
import type { Act } from "./govern/brand/brand-store.ts";
import { createBrandStore } from "./govern/brand/postgres/brand-store.ts";
import { refusals } from "./govern/brand/refusals.ts";
import type { Parts } from "./parts.ts";
import { ok, type Principal } from "./platform/http/route.ts";
import type { Brand } from "./platform/postgres/first-brand.ts";
import { readSampleState } from "./sample.ts";

const tag = "Brand";
const named = { key: z.string(), name: z.string(), timeZone: z.string(), currency: z.string() };
const brandAnswer = z.strictObject({
  ...named,
  sample: z.enum(["on", "real", "off"]),
  sampleState: z.enum(["off", "loading", "loaded"]),
});
const count = z.int().nonnegative();
const contentsAnswer = z.strictObject({
  customers: count,
  sales: count,
  products: count,
  stores: count,
  events: count.describe("Events and other records that were taken in."),
  definitions: count,
  ownDefinitions: count.describe("Of the definitions those that did not come with the sample brand."),
});
const newBrand = z.strictObject({
  name: z.string().trim().min(1).max(100),
  timeZone: z.string().refine(isTimeZone, "an IANA time zone such as Europe/London"),
  currency: z.string().regex(/^[A-Z]{3}$/, "an ISO 4217 code such as GBP"),
  confirm: z.string().describe("The name of the brand that is left, typed."),
});

export function brandRoutes(parts: Parts): void {
  registerReading(parts);
  registerContents(parts);
  registerBeginning(parts);
  registerTurning(parts);
}

function registerReading({ router, database, brand, sample }: Parts): void {
  const { brandId } = brand;
  router.route({
    method: "GET",
    path: "/api/brand",
    operationId: "getBrand",
    tag,
    summary: "The brand of the key, what of the sample brand this program loads, and how far it is loaded.",
    access: "secretKey",
    responses: { 200: brandAnswer },
    handle: async () =>
      ok({ ...toldOf(brand), sample, sampleState: await readSampleState(database, brandId) }),
  });
}

function registerContents({ router, database, brand }: Parts): void {
  const store = createBrandStore(database);
  router.route({
    method: "GET",
    path: "/api/brand/contents",
    operationId: "getBrandContents",
    tag,
    summary: "What there is of the brand, counted, and which other brands lie beside it.",
    access: "secretKey",
    responses: { 200: z.strictObject({ ...contentsAnswer.shape, others: z.array(z.strictObject(named)) }) },
    handle: async () => {
      const [contents, others] = await Promise.all([
        store.contentsOf(brand.brandId),
        store.othersThan(brand.brandId),
      ]);
      return ok({ ...contents, others: others.map(toldOf) });
    },
  });
}

function registerBeginning({ router, database, brand, clock, turnBrand }: Parts): void {
  const store = createBrandStore(database);
  router.route({
    method: "POST",
    path: "/api/brands",
    operationId: "beginBrand",
    tag,
    summary:
      "Leaves the sample brand for a new, empty one. Staff, sources and keys go along; all else of the sample stays beside it, untouched. Requests that come meanwhile are held and go to the new brand.",
    access: "secretKey",
    body: newBrand,
    responses: { 201: z.strictObject(named) },
    handle: async ({ principal, body }) => {
      const { confirm, ...wanted } = body;
      const sampleState = await readSampleState(database, brand.brandId);
      if (sampleState === "off") throw refusals.notSample();
      if (sampleState === "loading") throw refusals.sampleLoading();
      if (confirm.trim() !== brand.name) throw refusals.notConfirmed();
      const begun = await turnBrand(() => store.begin(brand.brandId, wanted, actOf(principal, clock.now())));
      return { status: 201, body: toldOf(begun) };
    },
  });
}

function registerTurning({ router, database, brand, clock, turnBrand }: Parts): void {
  const store = createBrandStore(database);
  router.route({
    method: "POST",
    path: "/api/brands/{key}/serve",
    operationId: "serveBrand",
    tag,
    summary:
      "Turns to a brand that lies beside this one, such as back to the sample. Staff, sources and keys go along.",
    access: "secretKey",
    params: z.object({ key: z.string() }),
    responses: { 200: z.strictObject(named) },
    handle: async ({ principal, params }) => {
      const wanted = (await store.othersThan(brand.brandId)).find(({ key }) => key === params.key);
      if (wanted === undefined) throw refusals.notFound();
      await turnBrand(async () => {
        const outcome = await store.turnTo(brand.brandId, wanted.brandId, actOf(principal, clock.now()));
        if (outcome === "taken") throw refusals.sourceTaken();
      });
      return ok(toldOf(wanted));
    },
  });
}

function toldOf({ key, name, timeZone, currency }: Brand): object {
  return { key, name, timeZone, currency };
}

function actOf({ actor }: Principal, at: number): Act {
  return { actor, at };
}

function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: text });
    return true;
  } catch {
    return false;
  }
}
