import type { LoyaltyAnswer } from "@attune/contract";
import type { Profile } from "../api/forms.ts";
import { mayPersonalise } from "../customers/glance.ts";
import { words } from "../words/words.ts";

/** A thing to say, and why. */
export interface TalkingPoint {
  readonly key: string;
  readonly text: string;
  readonly why: string;
}

export interface Conversation {
  readonly points: readonly TalkingPoint[];
  readonly dos: readonly string[];
  readonly donts: readonly string[];
}

export interface ConversationFacts {
  readonly profile: Profile;
  readonly loyalty: LoyaltyAnswer | undefined;
  readonly hasOpenCase: boolean;
  /** What was decided for the till. */
  readonly hints: readonly string[];
}

const mostPoints = 4;

/** What to talk about with the customer who stands there. What they merely did is used with their consent only. */
export function conversationOf(facts: ConversationFacts): Conversation {
  const mayUse = mayPersonalise(facts.profile);
  return {
    points: [...hintPoints(facts.hints), ...(mayUse ? pointsOf(facts) : [])].slice(0, mostPoints),
    dos: dosOf(facts, mayUse),
    donts: dontsOf(facts, mayUse),
  };
}

function hintPoints(hints: readonly string[]): TalkingPoint[] {
  const { points } = words.store;
  return hints.map((hint) => ({ key: `hint-${hint}`, text: points.hint(hint), why: points.hintWhy }));
}

function pointsOf({ profile, loyalty, hasOpenCase }: ConversationFacts): TalkingPoint[] {
  const { points } = words.store;
  const [inCart, ...more] = profile.openCart.items;
  const [viewed] = profile.lastViewed;
  const taste = (profile.affinities ?? []).find(
    ({ dimension, weight }) => weight > 0 && (dimension === "category" || dimension === "brand"),
  );
  const cartName = inCart === undefined ? undefined : (inCart.name ?? inCart.product);
  return [
    ...(cartName === undefined || hasOpenCase
      ? []
      : [
          {
            key: "cart",
            text: points.cart(more.length === 0 ? cartName : words.andMore(cartName, more.length)),
            why: points.cartWhy,
          },
        ]),
    ...(viewed === undefined
      ? []
      : [{ key: "viewed", text: points.viewed(viewed.name ?? viewed.product), why: points.viewedWhy }]),
    ...(taste === undefined ? [] : [{ key: "taste", text: points.taste(taste.value), why: points.tasteWhy }]),
    ...(loyalty?.stage.stage === "onboard"
      ? [{ key: "second", text: points.second, why: points.secondWhy }]
      : []),
  ];
}

function dosOf({ profile, loyalty, hasOpenCase }: ConversationFacts, mayUse: boolean): string[] {
  const { dos } = words.store;
  const hasName = profile.name !== null && !profile.name.includes("@");
  return [
    ...(hasName ? [dos.name(profile.name ?? "")] : []),
    ...(hasOpenCase ? [dos.trouble] : []),
    ...(mayUse ? [] : [dos.askConsent]),
    ...(mayUse && loyalty?.stage.stage === "grow" ? [dos.thank] : []),
  ];
}

function dontsOf({ profile, hasOpenCase }: ConversationFacts, mayUse: boolean): string[] {
  const { donts } = words.store;
  const mail = profile.consents.find(
    ({ purpose, channel }) => purpose === "marketing" && (channel === "email" || channel === "any"),
  );
  const saidNo = mail?.state === "denied" || mail?.state === "withdrawn";
  return [
    ...(hasOpenCase ? [donts.offer] : []),
    ...(saidNo ? [donts.mail] : []),
    mayUse ? donts.online : donts.creepy,
  ];
}
