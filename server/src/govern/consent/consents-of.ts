import {
  type ConsentChannel,
  consentChannels,
  type EventRecord,
  type Json,
  type JsonObject,
  type Purpose,
  purposes,
  type StatedConsentState,
  statedConsentStates,
} from "@attune/contract";
import { type ConsentEntry, consentKey, type StatedConsent } from "./consent.ts";

/** What these events mean where they state nothing else. */
const meanings: ReadonlyMap<string, StatedConsentState> = new Map([
  ["Consent Given", "granted"],
  ["Consent Withdrawn", "withdrawn"],
]);

/**
 * The consents that an event states: "Consent Given" and "Consent Withdrawn", and on any event the
 * `context.consent.categoryPreferences` of a page, where a category bears the name of a purpose.
 */
export function consentsOf(event: EventRecord): readonly StatedConsent[] {
  const meant = event.type === "track" ? meanings.get(event.name) : undefined;
  const observed = observedConsents(event);
  return meant === undefined ? observed : [...explicitConsents(event, meant), ...observed];
}

/** The same in the form that profiles keep, by `channel.purpose[.topic]`. */
export function consentEntriesOf(
  event: EventRecord,
): readonly (readonly [key: string, entry: ConsentEntry])[] {
  return consentsOf(event).map((consent) => [
    consentKey(consent),
    [consent.state, consent.effectiveAt, event.messageId],
  ]);
}

/** Why a consent event cannot be understood, for the door: pointer and sentence. Undefined when it can, or is none. */
export function consentFault(
  event: Pick<EventRecord, "type" | "name" | "properties">,
): { readonly pointer: string; readonly message: string } | undefined {
  if (event.type !== "track" || !meanings.has(event.name)) return undefined;
  const { properties } = event;
  const named = purposesIn(properties);
  if (named.length === 0 || named.some((purpose) => purpose === undefined)) {
    return { pointer: "/properties/purpose", message: `The purpose is one of ${purposes.join(", ")}.` };
  }
  if (readChannel(properties) === undefined) {
    return {
      pointer: "/properties/channel",
      message: `The channel is one of ${consentChannels.join(", ")}.`,
    };
  }
  if (properties["state"] !== undefined && readState(properties) === undefined) {
    return {
      pointer: "/properties/state",
      message: `The state is one of ${statedConsentStates.join(", ")}.`,
    };
  }
  if (properties["effective_at"] !== undefined && readMoment(properties["effective_at"]) === undefined) {
    return {
      pointer: "/properties/effective_at",
      message: "The time is RFC 3339 text or epoch milliseconds.",
    };
  }
  return undefined;
}

function explicitConsents(event: EventRecord, meant: StatedConsentState): readonly StatedConsent[] {
  const { properties } = event;
  const channel = readChannel(properties);
  if (channel === undefined) return [];
  const effectiveAt = readMoment(properties["effective_at"]) ?? event.occurredAt;
  return purposesIn(properties).flatMap((purpose) =>
    purpose === undefined
      ? []
      : [
          {
            purpose,
            channel,
            topic: readText(properties["topic"], 200) ?? "",
            state: readState(properties) ?? meant,
            source: readText(properties["source"], 500) ?? event.channel,
            proof: readText(properties["proof"], 500) ?? event.proof,
            textVersion: readText(properties["text_version"], 500),
            // A consent from the future would outlast every withdrawal.
            effectiveAt: Math.min(effectiveAt, event.receivedAt),
            observed: false,
          },
        ],
  );
}

function observedConsents(event: EventRecord): readonly StatedConsent[] {
  const preferences = memberOf(memberOf(event.context, "consent"), "categoryPreferences");
  if (!isObject(preferences)) return [];
  return purposes.flatMap((purpose) => {
    const isAllowed = memberOf(preferences, purpose);
    if (typeof isAllowed !== "boolean") return [];
    return [
      {
        purpose,
        channel: "any" as const,
        topic: "",
        state: isAllowed ? ("granted" as const) : ("denied" as const),
        source: "categoryPreferences",
        proof: event.proof,
        textVersion: undefined,
        effectiveAt: event.occurredAt,
        observed: true,
      },
    ];
  });
}

/** `purpose`, or a list of them; an unknown one is undefined. */
function purposesIn(properties: JsonObject): readonly (Purpose | undefined)[] {
  const named = properties["purpose"] ?? properties["purposes"];
  const list: readonly (Json | undefined)[] = Array.isArray(named)
    ? named
    : named === undefined
      ? []
      : [named];
  return [...new Set(list)].map((name) => purposes.find((purpose) => purpose === name));
}

/** Nothing said is every channel. */
function readChannel(properties: JsonObject): ConsentChannel | undefined {
  const named = properties["channel"] ?? "any";
  return consentChannels.find((channel) => channel === named);
}

function readState(properties: JsonObject): StatedConsentState | undefined {
  return statedConsentStates.find((state) => state === properties["state"]);
}

function readMoment(value: Json | undefined): number | undefined {
  const at =
    typeof value === "string" && /^\d{4}-\d{2}-\d{2}T.*(?:Z|[+-]\d{2}:\d{2})$/.test(value)
      ? Date.parse(value)
      : value;
  return typeof at === "number" && Number.isSafeInteger(at) && at >= 0 ? at : undefined;
}

function readText(value: Json | undefined, longest: number): string | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  const text = String(value).toWellFormed().replaceAll("\u0000", "").trim().slice(0, longest);
  return text === "" ? undefined : text;
}

function memberOf(value: Json | undefined, name: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
