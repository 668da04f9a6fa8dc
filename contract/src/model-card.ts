import { z } from "zod";

export const itemModels = ["nextInSession", "viewedWith", "boughtWith", "nextBasket", "forYou"] as const;

/** What was learned, or why nothing was: there were fewer than it takes. */
export type ModelState =
  | { readonly state: "trained"; readonly metrics: Readonly<Record<string, number>> }
  | {
      readonly state: "refused";
      readonly because: {
        readonly lacks: "visits" | "sales" | "customers";
        readonly has: number;
        readonly needs: number;
      };
    };

/** What the models that recommend products were trained from, when, and how well they do on what they had not seen. */
export interface ModelCard {
  /** 0: there was no training yet. */
  readonly version: number;
  readonly trainedAt: string | null;
  readonly data: {
    readonly from: string | null;
    readonly until: string | null;
    readonly products: number;
    readonly looks: number;
    readonly visits: number;
    readonly sales: number;
    readonly customers: number;
  };
  readonly models: Readonly<Record<(typeof itemModels)[number], ModelState>>;
  readonly seconds: number;
  /** Largest memory of the thread that trained, in megabytes. */
  readonly peakMb: number;
}

const size = z.int().min(0);

const stateSchema: z.ZodType<ModelState> = z.discriminatedUnion("state", [
  z.strictObject({ state: z.literal("trained"), metrics: z.record(z.string(), z.number()) }),
  z.strictObject({
    state: z.literal("refused"),
    because: z.strictObject({ lacks: z.enum(["visits", "sales", "customers"]), has: size, needs: size }),
  }),
]);

const instant = z.iso.datetime().nullable();

export const modelCardSchema: z.ZodType<ModelCard> = z.strictObject({
  version: size,
  trainedAt: instant,
  data: z.strictObject({
    from: instant,
    until: instant,
    products: size,
    looks: size,
    visits: size,
    sales: size,
    customers: size,
  }),
  models: z.strictObject({
    nextInSession: stateSchema,
    viewedWith: stateSchema,
    boughtWith: stateSchema,
    nextBasket: stateSchema,
    forYou: stateSchema,
  }),
  seconds: z.number(),
  peakMb: z.number(),
});
