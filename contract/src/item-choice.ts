import { z } from "zod";
import { definitionKey } from "./definition.ts";
import { parseFormula } from "./formula.ts";
import { formulaFault } from "./ranking.ts";

/** How products are chosen. */
export const itemStrategies = [
  "popular",
  "popularInStore",
  "popularInSegment",
  "rising",
  "newest",
  "recentlyViewed",
  "boughtAgain",
  "nextBasket",
  "similar",
  "boughtTogether",
  "viewedTogether",
  "nextInSession",
  "forYou",
  "completeBasket",
] as const;
export type ItemStrategy = (typeof itemStrategies)[number];

/** What a customer may tend to. */
export const affinityDimensions = ["category", "brand", "colour", "size", "priceBand", "store"] as const;
export type AffinityDimension = (typeof affinityDimensions)[number];

/** Which products a choice is made from, or which one a rule is about. Of several members all must hold; of a list one. */
export interface ItemMatch {
  readonly products?: readonly string[];
  /** Names of categories, of any level. */
  readonly categories?: readonly string[];
  readonly brands?: readonly string[];
  readonly tags?: readonly string[];
  /** In minor units of the product's currency; those without a price fit no bound. */
  readonly priceFromMinor?: number;
  readonly priceUntilMinor?: number;
}

export interface ItemFilters {
  readonly only?: ItemMatch;
  /** Those of which any holds. */
  readonly not?: readonly ItemMatch[];
  /** How many pieces of stock are not for sale: 2 means that three must be there. */
  readonly safetyStock?: number;
  /** Of an article that comes in sizes the customer's own, and in stock in it; where her size is not known any. */
  readonly size?: "own";
  /** exclude: what the customer bought lately. only: nothing else. */
  readonly bought?: "exclude" | "only";
}

/** What staff decide against all formulas. Rules stand above them, in their order; of several about one product: exclude, pin, bury, boost. */
export interface ItemRule {
  readonly do: "pin" | "boost" | "bury" | "exclude";
  readonly what: ItemMatch;
  /** Of a pin: the place, 1 first; the first that is free unless told. */
  readonly place?: number;
  /** Of a boost: the score times this; 2 unless told. */
  readonly by?: number;
  /** ISO 8601 with offset: counts in [from, until). */
  readonly from?: string;
  readonly until?: string;
}

/** A list of products. It has a strategy, or a blend of several, or ranks what is given. */
export interface ItemChoice {
  readonly strategy?: ItemStrategy;
  /** Strategy → weight. A product's score is the sum of weight × 10 / (9 + its place in the strategy's list). */
  readonly blend?: Readonly<Partial<Record<ItemStrategy, number>>>;
  /**
   * Instead of the weights, what a product's score is: over the strategies of the blend (10 / (9 + its place there), 0 where it is not), `taste` (what the
   * customer's affinities say of it, 0 when nothing is known), `item.price` (in units of its currency), `item.margin`, `item.isNew` (1 or 0) and `context.<number>`.
   */
  readonly formula?: string;
  /** Of `popularInSegment`. */
  readonly segment?: string;
  /** The products are those of `context.products`, a category page: put in order, none added. Those that nothing speaks for keep their order, last. */
  readonly given?: boolean;
  readonly filters?: ItemFilters;
  readonly rules?: readonly ItemRule[];
  /** At most this many, and at most what the placement takes; 10 when neither tells. */
  readonly limit?: number;
}

/** The most pieces of stock that can be kept back: of what there is more of, no count is kept in memory. */
export const mostSafetyStock = 20;

const names = z.array(z.string().min(1).max(200)).min(1).max(200).exactOptional();
const minor = z.int().min(0).exactOptional();

const matchSchema: z.ZodType<ItemMatch> = z
  .strictObject({
    products: names,
    categories: names,
    brands: names,
    tags: names,
    priceFromMinor: minor,
    priceUntilMinor: minor,
  })
  .refine((match) => Object.keys(match).length > 0, "Name at least one of its members.");

const instant = z.iso.datetime({ offset: true }).exactOptional();

const ruleSchema: z.ZodType<ItemRule> = z
  .strictObject({
    do: z.enum(["pin", "boost", "bury", "exclude"]),
    what: matchSchema,
    place: z.int().min(1).max(50).exactOptional(),
    by: z.number().gt(0).max(1_000).exactOptional(),
    from: instant,
    until: instant,
  })
  .refine(({ do: deed, place }) => place === undefined || deed === "pin", {
    message: "Only a pin has a place.",
    path: ["place"],
  })
  .refine(({ do: deed, by }) => by === undefined || deed === "boost", {
    message: "Only a boost has a factor.",
    path: ["by"],
  });

const filtersSchema: z.ZodType<ItemFilters> = z.strictObject({
  only: matchSchema.exactOptional(),
  not: z.array(matchSchema).min(1).max(20).exactOptional(),
  safetyStock: z.int().min(0).max(mostSafetyStock).exactOptional(),
  size: z.literal("own").exactOptional(),
  bought: z.enum(["exclude", "only"]).exactOptional(),
});

export const itemChoiceSchema: z.ZodType<ItemChoice> = z
  .strictObject({
    strategy: z.enum(itemStrategies).exactOptional(),
    blend: z.partialRecord(z.enum(itemStrategies), z.number().gt(0).max(1_000)).exactOptional(),
    formula: z.string().exactOptional(),
    segment: definitionKey.exactOptional(),
    given: z.boolean().exactOptional(),
    filters: filtersSchema.exactOptional(),
    rules: z.array(ruleSchema).max(100).exactOptional(),
    limit: z.int().min(1).max(50).exactOptional(),
  })
  .check((context) => {
    for (const { path, message } of choiceFaults(context.value))
      context.issues.push({ code: "custom", path: [path], message, input: context.value });
  });

function choiceFaults(choice: ItemChoice): readonly { readonly path: string; readonly message: string }[] {
  const { strategy, blend, given, segment, formula } = choice;
  const faults: { path: string; message: string }[] = [];
  if ((strategy === undefined) === (blend === undefined) && (given !== true || strategy !== undefined))
    faults.push({ path: "strategy", message: "Give a strategy, or a blend of several." });
  if (blend !== undefined && Object.keys(blend).length === 0)
    faults.push({ path: "blend", message: "Name at least one strategy." });
  const fault = formula === undefined ? undefined : formulaFault(formula, (name) => nameFault(choice, name));
  if (fault !== undefined) faults.push({ path: "formula", message: fault });
  if (formula !== undefined && strategy !== undefined)
    faults.push({ path: "formula", message: "A formula is over a blend, or over what is given." });
  if (strategiesOf(choice).includes("popularInSegment") !== (segment !== undefined))
    faults.push({ path: "segment", message: "popularInSegment needs a segment, and nothing else has one." });
  return faults;
}

const plainNames = ["taste", "item.price", "item.margin", "item.isNew"];

function nameFault(choice: ItemChoice, name: string): string | undefined {
  if (plainNames.includes(name) || name.startsWith("context.")) return undefined;
  if (strategiesOf(choice).some((one) => one === name)) return undefined;
  return `A name is a strategy of the blend, one of ${plainNames.join(" ")}, or begins with context.`;
}

/** Whether the order hangs on the customer's own tastes. */
export function choiceReadsTaste({ formula }: ItemChoice): boolean {
  return formula !== undefined && parseFormula(formula).names.has("taste");
}

export function strategiesOf({ strategy, blend }: ItemChoice): readonly ItemStrategy[] {
  if (strategy !== undefined) return [strategy];
  return itemStrategies.filter((one) => blend?.[one] !== undefined); // in one order, whatever the text's
}

/** What cannot be shown without looking at the customer. All else has something to show to strangers. */
export function choiceReadsCustomer({ strategy }: ItemChoice): boolean {
  return strategy === "recentlyViewed" || strategy === "boughtAgain" || strategy === "nextBasket";
}
