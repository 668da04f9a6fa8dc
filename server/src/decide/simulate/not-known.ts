import type { ContactPolicy, Experience, SimulationLimit, SimulationResult } from "@attune/contract";

const texts: Readonly<Record<SimulationLimit, string>> = {
  customersAsOfNow:
    "Customers are judged by what is known of them now. What the log says of a condition, a consent, an override or an open case of then goes before that.",
  conditionAsOfNow:
    "Nobody asked the changed condition then: it holds for those for whom it holds now, at every moment of the window.",
  definitionsAsOfNow:
    "All other definitions are those in force now, also where others were in force then. Compare before with served.",
  callersSeeAll:
    "Every recognised customer is seen whole. A page with a public key saw only what its own device had done.",
  shelfAsOfNow:
    "Lists of products are made from catalogue, stock, prices, opening hours and models of now: those of then are not in the log.",
  listsMadeAnew: "Lists that were kept for a context id are made anew.",
  datesSetAside:
    "None of its dates lie in the window, so it is simulated as if it had been in force all the time.",
  repeatsCountOnce:
    "A decision that came again as it was is in the log once, so caps by what was served count each once. What was served before the window counts as far as it was counted then.",
  reactionsAsTheyWere:
    "What customers saw, clicked, refused and bought is as it was: what they would have done otherwise is not known.",
};

export interface Asked {
  readonly isAskedAnew: boolean;
  readonly isSetAside: boolean;
  /** What may be shown at the placements that are looked at. */
  readonly experiences: readonly Experience[];
  readonly policies: readonly ContactPolicy[];
}

/** What the answer cannot know, as far as it matters for what is asked. */
export function notKnown(asked: Asked): SimulationResult["notKnown"] {
  const { experiences, policies, isAskedAnew, isSetAside } = asked;
  const contacts = [...experiences, ...policies];
  const isCapped = (by: readonly string[]): boolean =>
    contacts.some(({ caps = [] }) => caps.some((cap) => by.includes(cap.by)));
  const hasItems = experiences.some(({ items, openStore }) => items !== undefined || openStore === true);
  const codes: readonly (readonly [SimulationLimit, boolean])[] = [
    ["customersAsOfNow", true],
    ["conditionAsOfNow", isAskedAnew],
    ["definitionsAsOfNow", true],
    ["callersSeeAll", true],
    ["shelfAsOfNow", hasItems],
    ["listsMadeAnew", experiences.some(({ items }) => items !== undefined)],
    ["datesSetAside", isSetAside],
    ["repeatsCountOnce", isCapped(["served", "bought"])],
    [
      "reactionsAsTheyWere",
      isCapped(["seen", "clicked", "bought"]) || contacts.some(({ coolDown }) => coolDown !== undefined),
    ],
  ];
  return codes.filter(([, holds]) => holds).map(([code]) => ({ code, text: texts[code] }));
}
