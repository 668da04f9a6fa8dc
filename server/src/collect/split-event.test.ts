import type { EventRecord, JsonObject } from "@attune/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { joinEvent, splitEvent } from "./split-event.ts";

const secret = "ann.secret@example.com";
const json = fc.jsonValue({ maxDepth: 3, stringUnit: "grapheme" });
const names = fc.oneof(
  fc.constantFrom(
    "email",
    "first_name",
    "products",
    "page",
    "url",
    "device",
    "a.b",
    "",
    "__proto__",
    "ip",
    "note",
    "simulated",
    "campaign",
  ),
  fc.string(),
);
const bag = fc.dictionary(
  names,
  fc.oneof(
    json,
    fc.constant(secret),
    fc.webUrl({ withQueryParameters: true }),
    fc.array(fc.oneof(json, fc.constant(secret))),
  ),
);

function anEventWith(properties: JsonObject, context: JsonObject): EventRecord {
  return {
    kind: "event",
    type: "track",
    name: "A",
    messageId: "m",
    proof: "publicKey",
    sourceId: 1,
    channel: "web",
    userId: "u",
    occurredAt: 1,
    receivedAt: 1,
    properties,
    traits: { email: secret },
    context,
  };
}

test("the whole event can be had again from its plain and its personal half", () => {
  fc.assert(
    fc.property(bag, bag, (properties, context) => {
      const event = JSON.parse(
        JSON.stringify(anEventWith(properties as JsonObject, context as JsonObject)),
      ) as EventRecord;
      const half = JSON.parse(JSON.stringify(splitEvent(event))) as ReturnType<typeof splitEvent>;

      expect(
        joinEvent({ ...event, properties: half.properties, context: half.context }, half.personal),
      ).toEqual(event);
    }),
    { numRuns: 500 },
  );
});

test("no e-mail address, personal name or URL query is left in what ClickHouse holds", () => {
  const { properties, context } = splitEvent(
    anEventWith(
      {
        url: "https://shop.example/a?email=x&t=1",
        first_name: "Ann",
        deep: { list: [{ phone: "1", sku: "s" }, secret] },
        price: 3,
      },
      {
        ip: "10.1.1.1",
        userAgent: "x",
        page: { path: "/a", url: "https://shop.example/a?q=ann", title: "Ann's page" },
        device: { id: "d", type: "mobile" },
        locale: "en-GB",
        traits: { a: 1 },
      },
    ),
  );

  expect(properties).toEqual({
    url: "https://shop.example/a",
    deep: { list: [{ sku: "s" }, null] },
    price: 3,
  });
  expect(context).toEqual({
    page: { path: "/a", url: "https://shop.example/a" },
    device: { type: "mobile" },
    locale: "en-GB",
  });
});
