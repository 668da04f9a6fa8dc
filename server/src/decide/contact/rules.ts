import type { Cap, Contact, ContactPolicy, Experience } from "@attune/contract";
import type { LiveSet } from "../../govern/index.ts";
import type { Met } from "./contact.ts";

/** Caps and a cool-down over what they cover. */
export interface Rule {
  /** `experience`, or `policy <key>`. */
  readonly name: string;
  readonly caps: readonly Cap[];
  readonly coolDown: string | undefined;
  /** Undefined: on every channel. */
  readonly channel: Met["channel"] | undefined;
  /** The only experience that it covers; undefined: what it covers hangs on more than the key. */
  readonly experience: string | undefined;
  covers(met: Met): boolean;
}

const noRules: readonly Rule[] = [];
/** The name of what an experience says of itself. */
export const ownRule = "experience";

/** By key. Experiences share them, so that what one covers is looked up once a decision. */
export function rulesOfPolicies(policies: LiveSet<ContactPolicy>): readonly Rule[] {
  return [...policies.byKey.values()]
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ key, body }) => ruleOfPolicy(key, body));
}

/** All rules that may hold an experience back, its own first, then policies in their order. `promotes`: it and its placement promote. */
export function rulesOf(
  key: string,
  experience: Experience,
  promotes: boolean,
  policies: readonly Rule[],
): readonly Rule[] {
  const { placement, tags = [] } = experience;
  const own = (met: Met): boolean => met.experience === key;
  const rules: Rule[] = hasRule(experience)
    ? [{ ...ruleOf(ownRule, experience, undefined, own), experience: key }]
    : [];
  if (promotes) {
    for (const rule of policies) {
      const met: Met = { experience: key, placement, channel: rule.channel ?? "", tags, promotes };
      if (rule.covers(met)) rules.push(rule);
    }
  }
  return rules.length === 0 ? noRules : rules;
}

function hasRule({ caps, coolDown }: Contact): boolean {
  return caps !== undefined || coolDown !== undefined;
}

function ruleOf(
  name: string,
  { caps = [], coolDown }: Contact,
  channel: Rule["channel"],
  covers: Rule["covers"],
): Rule {
  return { name, caps, coolDown, channel, experience: undefined, covers };
}

function ruleOfPolicy(key: string, policy: ContactPolicy): Rule {
  const { scope } = policy;
  const name = `policy ${key}`;
  if (scope === "promotional") return ruleOf(name, policy, undefined, ({ promotes }) => promotes);
  if ("tag" in scope)
    return ruleOf(name, policy, undefined, ({ promotes, tags }) => promotes && tags.includes(scope.tag));
  if ("placement" in scope)
    return ruleOf(name, policy, undefined, (met) => met.promotes && met.placement === scope.placement);
  return ruleOf(name, policy, scope.channel, (met) => met.promotes && met.channel === scope.channel);
}
