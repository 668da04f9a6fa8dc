import {
  type Condition,
  type ConditionOperator,
  conditionOperators,
  type DecisionWhy,
  type Experience,
  type ItemStrategy,
  strategiesOf,
  type WhyCode,
} from "@attune/contract";
import type { LoggedAnswer, LoggedDecision, LoggedRecord } from "./decision-log.ts";
import type { PlainRecord } from "./plain-record.ts";
import type { SharedParts } from "./shared-parts.ts";

/** Fit for the customer: no names of segments, no scores, no caps, nothing that was inferred, nothing of others but that they liked it. */
const texts: Readonly<Record<WhyCode, string>> = {
  everyone: "Everyone is shown this.",
  staff: "A member of our staff chose this for you.",
  traits: "Because of what is in your customer account.",
  shopping: "Because of how you shop with us.",
  place: "Because of where you are.",
  viewed: "Because of what you looked at lately.",
  cart: "Because of what is in your cart, or what you looked at last.",
  product: "It goes well with the product that you are looking at.",
  popular: "Many customers like it.",
  noConsent: "You have not agreed to personal content, so you are shown what everyone is shown.",
  unknownCustomer: "We do not know who you are, so you are shown what everyone is shown.",
  nothing: "There is nothing to show here at the moment.",
};

/** Why each placement is filled as it is. An experience whose definition cannot be had any more is put down to everyone or to how one shops. */
export async function tellWhy(
  parts: SharedParts,
  brandId: number,
  { decisionId, record: text }: LoggedDecision,
): Promise<DecisionWhy> {
  const record: LoggedRecord | PlainRecord = JSON.parse(text); // written by decide only
  const told = Object.entries(record.answer).map(async ([placement, answer]) => {
    const slots = "lineUp" in record ? slotsOf(record, placement) : [answer];
    const codes = await Promise.all(
      slots.map(async ({ experience, reason }) => {
        const code = typeof reason === "string" ? reason : reason.code;
        const version =
          experience === null ? undefined : await versionOf(parts, brandId, record, placement, experience);
        const body =
          version && experience !== null
            ? await parts.findExperience(brandId, experience, version)
            : undefined;
        return codesOf(code, body, record.input.context.productId !== undefined);
      }),
    );
    return [placement, [...new Set(codes.flat())].map((code) => ({ code, text: texts[code] }))] as const;
  });
  return { decisionId, placements: Object.fromEntries(await Promise.all(told)) };
}

function slotsOf({ answer }: LoggedRecord, placement: string): readonly LoggedAnswer[] {
  const logged = answer[placement];
  return logged === undefined ? [] : (logged.slots ?? [logged]);
}

async function versionOf(
  parts: SharedParts,
  brandId: number,
  record: LoggedRecord | PlainRecord,
  placement: string,
  experience: string,
): Promise<number | undefined> {
  const candidates =
    "lineUp" in record
      ? (await parts.findLineUp(brandId, record.lineUp))[placement]
      : record.explanation[placement];
  return candidates?.find(([key]) => key === experience)?.[1];
}

function codesOf(
  reason: LoggedAnswer["reason"],
  body: Experience | undefined,
  hasProduct: boolean,
): readonly WhyCode[] {
  switch (reason) {
    case "pinned":
      return ["staff"];
    case "noConsent":
    case "unknownCustomer":
      return [reason, ...itemCodes(body, hasProduct)];
    case "nothingSuits":
    case "nothingLive":
    case "unknownPlacement":
      return ["nothing"];
    case "everyone":
    case "fallback":
    case "heldOut": {
      const items = itemCodes(body, hasProduct);
      return items.length === 0 ? ["everyone"] : items;
    }
    case "personalised": {
      const codes = [
        ...itemCodes(body, hasProduct, true),
        ...(body === undefined ? [] : customerCodes(body)),
      ];
      return codes.length === 0 ? ["shopping"] : codes;
    }
  }
}

function itemCodes(body: Experience | undefined, hasProduct: boolean, isHers = false): readonly WhyCode[] {
  if (body?.items === undefined) return [];
  return [...new Set(strategiesOf(body.items).map((strategy) => codeOf(strategy, hasProduct, isHers)))];
}

/** `isHers`: the customer's data was used. What strangers are shown instead is what is popular. */
function codeOf(strategy: ItemStrategy, hasProduct: boolean, isHers: boolean): WhyCode {
  switch (strategy) {
    case "popular":
    case "popularInStore":
    case "popularInSegment":
    case "rising":
      return "popular";
    case "newest":
      return "everyone";
    case "recentlyViewed":
      return "viewed";
    case "boughtAgain":
    case "nextBasket":
      return "shopping";
    case "forYou":
      return isHers ? "shopping" : "popular";
    case "similar":
    case "viewedTogether":
    case "nextInSession":
      return hasProduct ? "product" : "viewed";
    case "boughtTogether":
      return hasProduct ? "product" : "cart";
    case "completeBasket":
      return "cart";
  }
}

/** Of what sort the condition's facts are; what models say counts as how one shops. */
function customerCodes({ condition, law }: Experience): readonly WhyCode[] {
  const codes = new Set<WhyCode>(law === undefined ? [] : ["traits"]);
  if (condition !== undefined) gather(condition, codes);
  return [...codes];
}

/** Undefined: nothing that is worth a word. */
const sorts: Readonly<Partial<Record<ConditionOperator, WhyCode | undefined>>> = {
  trait: "traits",
  preference: "traits",
  occasion: "traits",
  near: "place",
  consent: undefined,
  bucket: undefined,
};

function gather(condition: Condition, codes: Set<WhyCode>): void {
  for (const part of partsOf(condition)) {
    const operator = conditionOperators.find((one) => one in part) ?? "segment";
    // What models say lies among the traits.
    const isInferred = "trait" in part && part.trait.startsWith("scores.");
    const code = isInferred || !(operator in sorts) ? "shopping" : sorts[operator];
    if (code !== undefined) codes.add(code);
  }
}

/** Without those that only join others. */
function partsOf(condition: Condition): readonly Condition[] {
  if ("all" in condition) return condition.all.flatMap(partsOf);
  if ("any" in condition) return condition.any.flatMap(partsOf);
  return "not" in condition ? partsOf(condition.not) : [condition];
}
