import type {
  ConsentStatement,
  ConsentsView,
  EventRecord,
  Identifier,
  JsonObject,
  Namespace,
} from "@attune/contract";
import type { Clock } from "../../kernel/clock.ts";
import type {
  ConsentInbox,
  ConsentLedger,
  ConsentMoment,
  ConsentStream,
  ConsentSubject,
  Profiles,
} from "./consent-ports.ts";
import { refusals } from "./refusals.ts";
import { resolveAll } from "./resolve-consent.ts";

export interface ConsentPorts {
  readonly profiles: Profiles;
  readonly inbox: ConsentInbox;
  readonly stream: ConsentStream;
  readonly ledger: ConsentLedger;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** Who asks: the brand, and the source that the key belongs to. */
export interface ConsentCaller {
  readonly brandId: number;
  readonly sourceId: number;
}

export interface Consents {
  /** Goes through the inbox like any event and answers when it counts. Refuses an unknown customer. */
  state(caller: ConsentCaller, ref: string, statement: ConsentStatement): Promise<ConsentsView>;
  /** Moments left out are now. Who belongs to the customer is as of now. */
  read(
    brandId: number,
    ref: string,
    moment: { readonly [part in keyof ConsentMoment]?: number | undefined },
    cursor?: string,
  ): Promise<ConsentsView>;
}

export function createConsents(ports: ConsentPorts): Consents {
  const find = async (brandId: number, ref: string): Promise<ConsentSubject> => {
    const subject = await ports.profiles.resolve(brandId, ref);
    if (subject === undefined) throw refusals.unknownProfile();
    return subject;
  };
  const read: Consents["read"] = async (brandId, ref, moment, cursor) => {
    const subject = await find(brandId, ref);
    const now = ports.clock.now();
    return view(
      ports.ledger,
      brandId,
      subject,
      { at: moment.at ?? now, knownAt: moment.knownAt ?? now },
      cursor,
    );
  };
  return {
    read,
    state: async (caller, ref, statement) => {
      const { identifiers } = await find(caller.brandId, ref);
      const event = consentEvent(caller, bestOf(identifiers), statement, ports.clock.now(), ports.newId());
      const [position = 0] = await ports.inbox.append(caller.brandId, [event]);
      await ports.stream.foldedUpTo(caller.brandId, position);
      return read(caller.brandId, ref, {});
    },
  };
}

async function view(
  ledger: ConsentLedger,
  brandId: number,
  { leafIds, mergedAt }: ConsentSubject,
  moment: ConsentMoment,
  cursor: string | undefined,
): Promise<ConsentsView> {
  const [facts, page] = await Promise.all([
    ledger.facts(brandId, leafIds, moment),
    ledger.records(brandId, leafIds, moment.knownAt, cursor),
  ]);
  return {
    at: iso(moment.at),
    knownAt: iso(moment.knownAt),
    current: resolveAll(facts, mergedAt).map((fact) => ({
      purpose: fact.purpose,
      channel: fact.channel,
      topic: fact.topic === "" ? null : fact.topic,
      state: fact.state,
      effectiveAt: iso(fact.effectiveAt),
    })),
    ...page,
  };
}

const order: readonly Namespace[] = ["userId", "card", "email", "phone"];

function bestOf(identifiers: readonly Identifier[]): Identifier {
  const [best] = identifiers.toSorted((a, b) => rankOf(a) - rankOf(b));
  if (best === undefined) throw refusals.unnamedProfile();
  return best;
}

/** A device comes last: it may have had another owner before. */
function rankOf({ namespace }: Identifier): number {
  const place = order.indexOf(namespace);
  if (place >= 0) return place;
  return namespace === "anonymousId" ? order.length + 1 : order.length;
}

function consentEvent(
  caller: ConsentCaller,
  identifier: Identifier,
  statement: ConsentStatement,
  now: number,
  messageId: string,
): EventRecord {
  const { topic, source, proof, textVersion, locale, effectiveAt } = statement;
  const optional = { topic, source, proof, text_version: textVersion, locale, effective_at: effectiveAt };
  const properties: JsonObject = {
    purpose: statement.purpose,
    channel: statement.channel,
    state: statement.state,
    ...Object.fromEntries(
      Object.entries(optional).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    ),
  };
  return {
    kind: "event",
    type: "track",
    name: statement.state === "granted" ? "Consent Given" : "Consent Withdrawn",
    messageId,
    proof: "secretKey",
    sourceId: caller.sourceId,
    channel: "service",
    ...naming(identifier),
    occurredAt: now,
    receivedAt: now,
    originalAt: now,
    properties,
    traits: {},
    context: {},
  };
}

function naming(identifier: Identifier): Pick<EventRecord, "userId" | "anonymousId" | "identifiers"> {
  if (identifier.namespace === "userId") return { userId: identifier.value };
  if (identifier.namespace === "anonymousId") return { anonymousId: identifier.value };
  return { identifiers: [{ namespace: identifier.namespace, value: identifier.value }] };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
