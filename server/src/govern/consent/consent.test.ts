import type { EventRecord, Json, JsonObject } from "@attune/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ConsentEntry, type ConsentFact, consentKey } from "./consent.ts";
import { consentEntriesOf, consentFault, consentsOf } from "./consents-of.ts";
import { ledgerNews } from "./ledger-news.ts";
import { consentOutranks, resolveAll, resolveConsent } from "./resolve-consent.ts";

const noon = Date.UTC(2026, 2, 2, 12);

function told(name: string, properties: JsonObject, more: Partial<EventRecord> = {}): EventRecord {
  return {
    kind: "event",
    type: "track",
    name,
    messageId: "m1",
    proof: "secretKey",
    sourceId: 1,
    channel: "web",
    userId: "anna",
    occurredAt: noon,
    receivedAt: noon + 1000,
    properties,
    traits: {},
    context: {},
    ...more,
  };
}

describe("a consent event", () => {
  it("grants or withdraws each purpose it names, on every channel unless it names one", () => {
    expect(consentsOf(told("Consent Given", { purpose: "marketing" }))).toEqual([
      {
        purpose: "marketing",
        channel: "any",
        topic: "",
        state: "granted",
        source: "web",
        proof: "secretKey",
        textVersion: undefined,
        effectiveAt: noon,
        observed: false,
      },
    ]);
    const withdrawn = consentsOf(
      told("Consent Withdrawn", {
        purpose: ["marketing", "profiling"],
        channel: "email",
        topic: "sale",
        source: "form",
        proof: "double opt-in",
        text_version: 3,
        effective_at: "2026-03-01T00:00:00Z",
      }),
    );
    expect(withdrawn.map(consentKey)).toEqual(["email.marketing.sale", "email.profiling.sale"]);
    expect(withdrawn[0]).toMatchObject({
      state: "withdrawn",
      source: "form",
      proof: "double opt-in",
      textVersion: "3",
      effectiveAt: Date.UTC(2026, 2, 1),
    });
    expect(consentEntriesOf(told("Consent Withdrawn", { purpose: "marketing", state: "denied" }))).toEqual([
      ["any.marketing", ["denied", noon, "m1"]],
    ]);
  });

  it("cannot reach into the future, where no withdrawal could follow it", () => {
    expect(
      consentsOf(told("Consent Given", { purpose: "marketing", effective_at: "9999-01-01T00:00:00Z" }))[0]
        ?.effectiveAt,
    ).toBe(noon + 1000);
  });

  it("that is not understood says nothing, and the door can say why", () => {
    for (const [properties, pointer] of [
      [{}, "/properties/purpose"],
      [{ purpose: "spam" }, "/properties/purpose"],
      [{ purpose: "marketing", channel: "pigeon" }, "/properties/channel"],
      [{ purpose: "marketing", state: "maybe" }, "/properties/state"],
      [{ purpose: "marketing", effective_at: "soon" }, "/properties/effective_at"],
    ] as const) {
      expect(consentFault(told("Consent Given", properties))?.pointer).toBe(pointer);
    }
    expect(consentsOf(told("Consent Given", { purpose: "marketing", channel: "pigeon" }))).toEqual([]);
    expect(consentFault(told("Consent Given", { purpose: "marketing" }))).toBeUndefined();
    expect(consentFault(told("Order Completed", {}))).toBeUndefined();
  });

  it("is also what a page's banner stamps on any event, where its categories are purposes", () => {
    const page = told(
      "Page Viewed",
      {},
      {
        type: "page",
        context: {
          consent: {
            categoryPreferences: { marketing: true, analytics: false, C0001: true, profiling: "yes" },
          },
        },
      },
    );

    expect(consentsOf(page).map(({ purpose, state, observed }) => [purpose, state, observed])).toEqual([
      ["analytics", "denied", true],
      ["marketing", "granted", true],
    ]);
  });

  it("never breaks on what strangers send", () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom("purpose", "channel", "topic", "state", "source", "effective_at", "__proto__"),
          fc.jsonValue(),
        ),
        fc.jsonValue(),
        (properties, consent) => {
          const stated = consentsOf(
            told("Consent Given", properties as Record<string, Json>, {
              context: { consent: consent as Json },
            }),
          );
          for (const one of stated) expect(one.effectiveAt).toBeLessThanOrEqual(noon + 1000);
        },
      ),
    );
  });
});

const fact = (
  channel: ConsentFact["channel"],
  state: ConsentFact["state"],
  effectiveAt: number,
  topic = "",
): ConsentFact => ({ purpose: "marketing", channel, topic, state, effectiveAt });
const stateOf = (
  facts: readonly ConsentFact[],
  channel: ConsentFact["channel"] = "email",
  topic = "",
): string => resolveConsent(facts, channel, "marketing", topic).state;

describe("what counts", () => {
  it("is unknown while nobody has said anything: not denied", () => {
    expect(stateOf([])).toBe("unknown");
    expect(stateOf([{ ...fact("email", "granted", 1), purpose: "profiling" }])).toBe("unknown");
    expect(stateOf([fact("sms", "granted", 1)])).toBe("unknown");
  });

  it("is the newest, and on a tie the withdrawal, whosever leaf it came from", () => {
    expect(stateOf([fact("email", "granted", 2), fact("email", "withdrawn", 1)])).toBe("granted");
    expect(stateOf([fact("email", "withdrawn", 2), fact("email", "granted", 2)])).toBe("withdrawn");
    expect(stateOf([fact("email", "granted", 2), fact("email", "denied", 2)])).toBe("denied");
  });

  it("on a channel is what was said for it, unless everything was refused since", () => {
    expect(stateOf([fact("any", "granted", 1)])).toBe("granted");
    expect(stateOf([fact("email", "withdrawn", 1), fact("any", "granted", 2)])).toBe("withdrawn");
    expect(stateOf([fact("email", "granted", 1), fact("any", "withdrawn", 2)])).toBe("withdrawn");
    expect(stateOf([fact("email", "granted", 2), fact("any", "withdrawn", 2)])).toBe("withdrawn");
    expect(stateOf([fact("email", "granted", 3), fact("any", "withdrawn", 2)])).toBe("granted");
    expect(stateOf([fact("email", "granted", 3)], "any")).toBe("unknown");
  });

  it("for a topic is what was said for it, unless the whole purpose was refused since", () => {
    expect(stateOf([fact("email", "granted", 1)], "email", "sale")).toBe("granted");
    expect(
      stateOf([fact("email", "granted", 1), fact("email", "withdrawn", 2, "sale")], "email", "sale"),
    ).toBe("withdrawn");
    expect(stateOf([fact("email", "withdrawn", 2, "sale"), fact("email", "granted", 1)])).toBe("granted");
    expect(stateOf([fact("email", "granted", 1, "sale"), fact("any", "withdrawn", 2)], "email", "sale")).toBe(
      "withdrawn",
    );
  });

  it("is told for every matter that was ever mentioned", () => {
    expect(
      resolveAll(
        [[fact("any", "withdrawn", 5), fact("email", "granted", 1), fact("sms", "granted", 6)]],
        undefined,
      ).map((one) => `${consentKey(one)} ${one.state}`),
    ).toEqual(["any.marketing withdrawn", "email.marketing withdrawn", "sms.marketing granted"]);
  });

  it("of two customers who became one is what allows less, until she says something newer", () => {
    const told = (...news: readonly ConsentFact[]) =>
      resolveAll([[fact("any", "withdrawn", 1)], [fact("any", "granted", 2), ...news]], 3);
    expect(told()).toEqual([fact("any", "withdrawn", 1)]);
    expect(told(fact("any", "granted", 4))).toEqual([fact("any", "granted", 4)]);
    expect(resolveAll([[fact("email", "granted", 1)], [fact("any", "granted", 2)]], 3)).toEqual([
      fact("any", "granted", 2),
      fact("email", "granted", 1),
    ]);
  });
});

describe("the ledger", () => {
  it("keeps every statement, but of what a page stamps on each event only the changes", () => {
    const page = (state: boolean, at: number): EventRecord =>
      told(
        "Page Viewed",
        {},
        { type: "page", occurredAt: at, context: { consent: { categoryPreferences: { marketing: state } } } },
      );
    const known = { "any.marketing": ["granted", 10, "m"] as const };

    expect(ledgerNews(consentsOf(page(true, 20)), known)).toEqual([]);
    expect(ledgerNews(consentsOf(page(false, 20)), known)).toMatchObject([{ state: "denied" }]);
    expect(ledgerNews(consentsOf(told("Consent Given", { purpose: "marketing" })), known)).toHaveLength(1);
    expect(ledgerNews(consentsOf(page(true, 20)), {})).toHaveLength(1);
  });

  it("ends as the profile does, in whatever order pages and forms come in", () => {
    const event = fc.record({
      at: fc.integer({ min: 0, max: 5 }),
      state: fc.constantFrom("granted" as const, "denied" as const),
      observed: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 8 }), (events) => {
        const known: Record<string, ConsentEntry> = {};
        const ledger: ConsentFact[] = [];
        for (const { at, state, observed } of events) {
          const stated = {
            ...fact("any", state, at),
            source: "web",
            proof: "secretKey",
            textVersion: undefined,
            observed,
          };
          ledger.push(...ledgerNews([stated], known));
          const entry = known["any.marketing"];
          if (entry === undefined || consentOutranks(stated, { state: entry[0], effectiveAt: entry[1] }))
            known["any.marketing"] = [state, at, "m"];
        }
        expect(stateOf(ledger, "any")).toBe(known["any.marketing"]?.[0] ?? "unknown");
      }),
    );
  });
});
