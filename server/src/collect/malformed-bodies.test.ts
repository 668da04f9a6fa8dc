import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startDoor, type TestDoor } from "./testing/start-door.ts";

/**
 * 5,000 bodies that no SDK should send. Whatever comes: never an answer of 500 or more, and of a batch that was answered 200
 * every element is either in the inbox or in quarantine, the good ones in the inbox.
 */
let door: TestDoor;
beforeAll(async () => {
  door = await startDoor();
});
afterAll(() => door.app.close());

const poisons: readonly string[] = [
  '{"type":"track","event":"A","userId":"\\u0000"}',
  '{"type":"track","event":"\\ud800","userId":"u"}',
  '{"type":"track","event":"A","userId":"u","properties":{"x":1e400}}',
  '{"type":"track","event":"A","userId":"u","properties":{"__proto__":{"x":1}}}',
  '{"__proto__":null,"type":"track"}',
  '{"type":"track","type":"page","userId":"u","userId":null}',
  '{"type":"identify","userId":"u","traits":{"a.b":1,"a":{"b":2}}}',
  `{"type":"page","userId":"u","properties":${"[".repeat(200)}${"]".repeat(200)}}`,
  `{"type":"page","userId":"u","x":${'{"a":'.repeat(200)}1${"}".repeat(200)}}`,
  `{"type":"page","userId":"u","properties":{"x":"${"y".repeat(40_000)}"}}`,
  `{"type":"page","userId":"${"u".repeat(5_000)}"}`,
  '{"type":"track","event":"A","userId":"u","timestamp":"0000-00-00T00:00:00Z"}',
  '{"type":"track","event":"A","userId":"u","timestamp":-1e308,"sentAt":{}}',
  '{"type":"track","event":"A","userId":"u","messageId":{"$ne":null}}',
  '{"type":"constructor","userId":"u"}',
  '{"type":"track","event":"toString","userId":"hasOwnProperty","context":{"traits":[],"externalIds":{"a":1},"library":null,"device":7}}',
  '{"type":"group","userId":"u","groupId":[]}',
  '{"type":"track","event":"A","userId":1e300}',
];

const json = fc.json({ maxDepth: 4 });
const anyField = fc.dictionary(
  fc.constantFrom(
    "type",
    "event",
    "userId",
    "anonymousId",
    "messageId",
    "timestamp",
    "sentAt",
    "properties",
    "traits",
    "context",
    "integrations",
    "groupId",
  ),
  fc.oneof(fc.jsonValue(), fc.constantFrom("track", "page", "identify", "alias", "A")),
);
const element = fc.oneof(
  fc.constantFrom(...poisons),
  json,
  anyField.map((value) => JSON.stringify(value)),
);

interface Sent {
  readonly elements: readonly string[];
  readonly good: readonly string[];
}

let sentGood = 0;
function goodEvent(): { text: string; messageId: string } {
  sentGood += 1;
  const messageId = `good-${sentGood}`;
  return {
    messageId,
    text: JSON.stringify({
      type: "track",
      event: "Good",
      userId: "u1",
      messageId,
      properties: { n: sentGood },
    }),
  };
}

/** Good events between the bad ones. */
function mix(bad: readonly string[]): Sent {
  const good: string[] = [];
  const elements = bad.flatMap((text) => {
    const neighbour = goodEvent();
    good.push(neighbour.messageId);
    return [text, neighbour.text];
  });
  return { elements, good };
}

async function send(
  body: Buffer | string,
  headers: Record<string, string> = {},
): Promise<{ status: number; ids: Set<string>; kept: number }> {
  const [records, asides] = [door.inbox.records.length, door.quarantine.asides.length];
  const authorization = `Bearer ${door.publicKey}`;
  const answer = await door.app.inject({
    method: "POST",
    url: "/v1/batch",
    payload: body,
    headers: { authorization, ...headers },
  });
  const added = door.inbox.events.slice(records);
  const kept = added.length + door.quarantine.asides.length - asides;
  return { status: answer.statusCode, ids: new Set(added.map((event) => event.messageId)), kept };
}

test("2,500 batches of bad events among good ones lose neither", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(element, { minLength: 1, maxLength: 8 }),
      fc.option(json),
      fc.boolean(),
      async (bad, context, zip) => {
        const { elements, good } = mix(bad);
        const text = `{"batch":[${elements.join(",")}],"context":${context ?? "{}"},"sentAt":"2026-01-01T00:00:00Z"}`;

        const { status, ids, kept } = await send(
          zip ? gzipSync(text) : text,
          zip ? { "content-encoding": "gzip" } : {},
        );

        expect(status).toBe(200);
        expect(good.filter((id) => !ids.has(id))).toEqual([]);
        expect(kept).toBeGreaterThanOrEqual(elements.length);
      },
    ),
    { numRuns: 2_500 },
  );
  forget();
});

const damage = fc.record({
  cut: fc.option(fc.nat()),
  flips: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }),
  insert: fc.option(fc.tuple(fc.nat(), fc.uint8Array({ maxLength: 12 }))),
  zip: fc.boolean(),
  type: fc.constantFrom(
    "application/json",
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "",
  ),
});

test("2,500 damaged bodies are answered 200, 400 or 413, and a good event that survived is kept", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(element, { maxLength: 4 }),
      damage,
      async (bad, { cut, flips, insert, zip, type }) => {
        const { elements } = mix(bad);
        const whole = Buffer.from(
          `{"batch":[${elements.join(",")}],"writeKey":"x","sentAt":"2026-01-01T00:00:00Z"}`,
        );
        const plain = zip ? whole : damaged(whole, cut, flips, insert);
        const body = zip ? damaged(gzipSync(plain), cut, flips, insert) : plain;

        const { status, ids } = await send(body, {
          "content-type": type,
          ...(zip ? { "content-encoding": "gzip" } : {}),
        });

        expect([200, 400, 413]).toContain(status);
        if (status === 200 && !zip) expect(survivors(plain).filter((id) => !ids.has(id))).toEqual([]);
      },
    ),
    { numRuns: 2_500 },
  );
  expect(door.faults).toEqual([]);
  forget();
});

/** What was kept would only slow the next cases down. */
function forget(): void {
  (door.inbox.records as unknown[]).length = 0;
}

function damaged(
  bytes: Buffer,
  cut: number | null,
  flips: readonly (readonly [number, number])[],
  insert: readonly [number, Uint8Array] | null,
): Buffer {
  let result = Buffer.from(bytes);
  for (const [at, value] of flips) result[at % result.length] = value;
  if (insert !== null) {
    const at = insert[0] % result.length;
    result = Buffer.concat([result.subarray(0, at), insert[1], result.subarray(at)]);
  }
  return cut === null ? result : result.subarray(0, cut % result.length);
}

/** Message ids of the good events that are still whole in a body that can still be parsed. */
function survivors(body: Buffer): readonly string[] {
  const { batch } = JSON.parse(body.toString("utf8")) as { batch: readonly unknown[] };
  return batch.flatMap((one) => {
    const { type, event, userId, messageId, properties, ...rest } = Object(one) as Readonly<
      Record<string, unknown>
    >;
    const isWhole =
      type === "track" && event === "Good" && userId === "u1" && /^good-\d+$/.test(String(messageId));
    return isWhole && Number.isFinite(Object(properties).n) && Object.keys(rest).length === 0
      ? [String(messageId)]
      : [];
  });
}
