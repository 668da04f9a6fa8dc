import type { ConsentChannel, Purpose, StatedConsentState } from "@attune/contract";
import { type ConsentFact, consentKey, type ResolvedConsent } from "./consent.ts";

const strictness: Readonly<Record<StatedConsentState, number>> = { granted: 0, denied: 1, withdrawn: 2 };

type Said = Pick<ConsentFact, "state" | "effectiveAt">;

/** Of two statements on the same matter the newer counts; of two of the same moment the one that allows less. */
export function consentOutranks(a: Said, b: Said): boolean {
  if (a.effectiveAt !== b.effectiveAt) return a.effectiveAt > b.effectiveAt;
  return strictness[a.state] > strictness[b.state];
}

/**
 * What counts for a purpose on a channel, for a topic or (topic "") for all. The specific beats the general: what was said
 * for this channel beats what was said for `any`, what was said for this topic beats what was said for all topics. But a
 * general refusal takes back every specific grant that is not newer, and a general grant never undoes a specific refusal.
 */
export function resolveConsent(
  facts: readonly ConsentFact[],
  channel: ConsentChannel,
  purpose: Purpose,
  topic = "",
): ResolvedConsent {
  const newest = (where: ConsentChannel, about: string): Said | undefined =>
    newestOf(facts, where, purpose, about);
  const onChannel = (about: string): Said | undefined =>
    channel === "any" ? newest("any", about) : narrow(newest("any", about), newest(channel, about));
  const said = topic === "" ? onChannel("") : narrow(onChannel(""), onChannel(topic));
  return said === undefined
    ? { state: "unknown", effectiveAt: undefined }
    : { state: said.state, effectiveAt: said.effectiveAt };
}

/** Every matter that anything was said of, resolved. */
export function resolveAll(facts: readonly ConsentFact[]): readonly ConsentFact[] {
  const matters = new Map(facts.map((fact) => [consentKey(fact), fact]));
  return [...matters]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, { purpose, channel, topic }]) => {
      const { state, effectiveAt } = resolveConsent(facts, channel, purpose, topic);
      return state === "unknown" || effectiveAt === undefined
        ? []
        : [{ purpose, channel, topic, state, effectiveAt }];
    });
}

function newestOf(
  facts: readonly ConsentFact[],
  channel: ConsentChannel,
  purpose: Purpose,
  topic: string,
): Said | undefined {
  let newest: Said | undefined;
  for (const fact of facts) {
    if (fact.channel !== channel || fact.purpose !== purpose || fact.topic !== topic) continue;
    if (newest === undefined || consentOutranks(fact, newest)) newest = fact;
  }
  return newest;
}

function narrow(general: Said | undefined, specific: Said | undefined): Said | undefined {
  if (general === undefined || specific === undefined) return specific ?? general;
  const isRefusal = general.state !== "granted";
  return isRefusal && general.effectiveAt >= specific.effectiveAt ? general : specific;
}
