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

/**
 * What counts for a customer. `told`: what was said with each of her leaves. What two customers said before they were joined (`mergedAt`, epoch
 * milliseconds) may conflict: then the one that allows less counts, until something newer is said.
 */
export function resolveTold(
  told: readonly (readonly ConsentFact[])[],
  mergedAt: number | undefined,
  channel: ConsentChannel,
  purpose: Purpose,
  topic = "",
): ResolvedConsent {
  const resolve = (facts: readonly ConsentFact[]): ResolvedConsent =>
    resolveConsent(facts, channel, purpose, topic);
  const usual = resolve(told.flat());
  if (mergedAt === undefined || told.length < 2) return usual;
  const since = resolve(told.flat().filter((fact) => fact.effectiveAt > mergedAt));
  if (since.state !== "unknown") return since;
  const strict = strictest(told.map(resolve));
  return strict.state === usual.state ? usual : strict;
}

/** Every matter that anything was said of, resolved. */
export function resolveAll(
  told: readonly (readonly ConsentFact[])[],
  mergedAt: number | undefined,
): readonly ConsentFact[] {
  const matters = new Map(told.flat().map((fact) => [consentKey(fact), fact]));
  return [...matters]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, { purpose, channel, topic }]) => {
      const { state, effectiveAt } = resolveTold(told, mergedAt, channel, purpose, topic);
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

function strictest(all: readonly ResolvedConsent[]): ResolvedConsent {
  const said = all.flatMap(({ state, effectiveAt }) =>
    state === "unknown" || effectiveAt === undefined ? [] : [{ state, effectiveAt }],
  );
  const [first] = said.toSorted(
    (a, b) => strictness[b.state] - strictness[a.state] || b.effectiveAt - a.effectiveAt,
  );
  return first ?? { state: "unknown", effectiveAt: undefined };
}
