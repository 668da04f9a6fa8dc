import { z } from "zod";
import type { Condition } from "./condition.ts";
import { conditionSchema } from "./condition-parse.ts";
import { type Contact, contactShape } from "./contact-policy.ts";
import { definitionKey } from "./definition.ts";
import { type Law, lawSchema, purposeSchema } from "./eligibility.ts";
import type { Json } from "./inbox-record.ts";
import { choiceReadsCustomer, type ItemChoice, itemChoiceSchema } from "./item-choice.ts";
import { type Locales, localesSchema } from "./localisation.ts";
import { type Nature, natureSchema } from "./placement.ts";
import type { Purpose } from "./purpose.ts";
import { type Worth, worthShape } from "./ranking.ts";
import { type Dealing, dealingSchema, type Variant, variantFaults, variantSchema } from "./variant.ts";

/** What is offered. Services are experiences like any other; unless told their nature is service, so nothing that keeps back promotion keeps them back. */
export const experienceKinds = ["content", "deliveryOption", "appointment", "supportRoute"] as const;
export type ExperienceKind = (typeof experienceKinds)[number];

/** What may fill a placement, for whom and when. */
export interface Experience extends Worth, Contact {
  readonly name: string;
  /** Key of the placement it may fill. */
  readonly placement: string;
  readonly content: Json;
  /** The content in other languages. */
  readonly locales?: Locales;
  /** Content unless told. */
  readonly kind?: ExperienceKind;
  /** For whom: a condition as segments have it. */
  readonly condition?: Condition;
  /** Higher goes first; equal ones by what they are worth, then by key. */
  readonly priority: number;
  /** ISO 8601 with offset. Shown in [from, until). */
  readonly from?: string;
  readonly until?: string;
  /** Needs the customer's consent to personalisation. True when it has a condition or a law or shows only what the customer viewed or bought, and then it cannot be false. */
  readonly personalised?: boolean;
  readonly items?: ItemChoice;
  /** Considered only when no other experience of the placement applies. */
  readonly fallback?: boolean;
  /** Promotional unless told; of a service: service. */
  readonly nature?: Nature;
  /** What it belongs to, such as a programme: hold-outs name them. */
  readonly tags?: readonly string[];
  /** Contents to be compared. Each customer who may be recognised is dealt one and keeps it; all others are shown `content`. */
  readonly variants?: readonly Variant[];
  readonly dealing?: Dealing;
  /** What showing it uses data for, besides personalisation: needs that consent too. */
  readonly purpose?: Purpose;
  readonly law?: Law;
  /** Never for a customer who is recognised: known by more than a device, or by what was bought. */
  readonly newCustomersOnly?: boolean;
  /** Only where the store of the context is open at the moment. */
  readonly openStore?: boolean;
  /** Where a placement shows several at once, those of a group stand together, the lower order first. */
  readonly group?: { readonly key: string; readonly order: number };
}

const instant = z.iso.datetime({ offset: true });

export const experienceSchema: z.ZodType<Experience> = z
  .strictObject({
    name: z.string().min(1).max(200),
    placement: definitionKey,
    content: z.json(),
    locales: localesSchema.exactOptional(),
    kind: z.enum(experienceKinds).exactOptional(),
    condition: conditionSchema.exactOptional(),
    priority: z.number().min(-1e9).max(1e9).default(0),
    from: instant.exactOptional(),
    until: instant.exactOptional(),
    personalised: z.boolean().exactOptional(),
    items: itemChoiceSchema.exactOptional(),
    fallback: z.boolean().exactOptional(),
    nature: natureSchema.exactOptional(),
    tags: z.array(definitionKey).max(50).exactOptional(),
    variants: z.array(variantSchema).min(1).max(20).exactOptional(),
    dealing: dealingSchema.exactOptional(),
    purpose: purposeSchema.exactOptional(),
    law: lawSchema.exactOptional(),
    newCustomersOnly: z.boolean().exactOptional(),
    openStore: z.boolean().exactOptional(),
    group: z.strictObject({ key: definitionKey, order: z.int().min(0).max(1_000) }).exactOptional(),
    ...worthShape,
    ...contactShape,
  })
  .check((context) => {
    const { from, until, personalised, variants, dealing } = context.value;
    for (const { path, message } of variantFaults(variants, dealing))
      context.issues.push({ code: "custom", path: [...path], message, input: context.value });
    if (from !== undefined && until !== undefined && Date.parse(from) >= Date.parse(until)) {
      context.issues.push({
        code: "custom",
        path: ["until"],
        message: "Ends before it begins.",
        input: until,
      });
    }
    if (personalised === false && readsCustomer(context.value)) {
      const message = "With a condition, a law or recently viewed products an experience is personalised.";
      context.issues.push({ code: "custom", path: ["personalised"], message, input: personalised });
    }
  });

/** Whether the experience cannot be shown without looking at the customer. */
export function readsCustomer({
  condition,
  law,
  items,
}: Pick<Experience, "condition" | "law" | "items">): boolean {
  return condition !== undefined || law !== undefined || (items !== undefined && choiceReadsCustomer(items));
}

export function isPersonalised(experience: Experience): boolean {
  return experience.personalised ?? readsCustomer(experience);
}

/** What the experience is for. */
export function natureOf({ nature, kind = "content" }: Pick<Experience, "nature" | "kind">): Nature {
  return nature ?? (kind === "content" ? "promotional" : "service");
}
