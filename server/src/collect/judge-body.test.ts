import { readdirSync, readFileSync } from "node:fs";
import type { Channel, EventRecord } from "@attune/contract";
import { describe, expect, test } from "vitest";
import type { FaultCode } from "./event-fault.ts";
import { type JudgedBody, judgeBody } from "./judge-body.ts";
import { type Door, parseBody } from "./parse-body.ts";

/** `"absent"` as a value: the record must not have the member. */
interface VectorCase {
  readonly name: string;
  readonly door: Door;
  readonly body?: unknown;
  /** Instead of `body`, where the text matters. */
  readonly text?: string;
  readonly proof?: EventRecord["proof"];
  readonly sourceChannel?: Channel;
  readonly records: readonly Readonly<Record<string, unknown>>[];
  readonly rejected: readonly { code: FaultCode; path: string; original?: string; index?: number }[];
}

interface Vectors {
  readonly about: string;
  readonly receivedAt: number;
  readonly cases: readonly VectorCase[];
}

const folder = new URL("../../../contract/vectors/collect/", import.meta.url);
const files = readdirSync(folder).map((name) => readVectors(name));

for (const { about, receivedAt, cases } of files) {
  describe(about, () => {
    test.each(cases.map((one) => [one.name, one] as const))("%s", (_name, one) => {
      const judged = judge(one, receivedAt);

      expect(judged.records).toHaveLength(one.records.length);
      for (const [index, record] of one.records.entries()) expectRecord(judged.records[index], record);
      expect(judged.rejected).toHaveLength(one.rejected.length);
      expect(judged.rejected).toMatchObject(one.rejected);
    });
  });
}

test("a body nested 100,000 deep costs only that event its place", () => {
  const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  const good = '{"type":"page","userId":"u1"}';

  const judged = judge(
    { text: `{"batch":[${good},{"type":"page","userId":"u1","x":${deep}},${good}]}`, door: "batch" },
    1,
  );

  expect(judged.records).toHaveLength(2);
  expect(judged.rejected).toMatchObject([{ code: "event.too_deep", index: 1 }]);
  expect(judged.rejected[0]?.path.length).toBeLessThanOrEqual(500);
});

test("a context nested 100,000 deep costs no event of its batch its place", () => {
  const deep = `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`;

  const judged = judge(
    { text: `{"context":${deep},"batch":[{"type":"page","userId":"u1"}]}`, door: "batch" },
    1,
  );

  expect(judged.records).toHaveLength(1);
  expect(judged.rejected).toMatchObject([{ code: "batch.invalid_context", original: deep }]);
});

test("a shared context that would be copied into gigabytes is set aside", () => {
  const events = Array.from({ length: 5_000 }, () => ({ type: "page", userId: "u1" }));

  const judged = judge({ body: { context: { x: "y".repeat(30_000) }, batch: events }, door: "batch" }, 1);

  expect(judged.records).toHaveLength(5_000);
  expect(judged.rejected).toMatchObject([{ code: "batch.invalid_context" }]);
});

test("10,000 events in one batch are taken", () => {
  const events = Array.from({ length: 10_000 }, (_, index) => ({ type: "page", userId: `u${index}` }));

  expect(judge({ body: { batch: events }, door: "batch" }, 1).records).toHaveLength(10_000);
});

test("an event with a __proto__ key changes nothing for anybody else", () => {
  judge(
    {
      text: '{"__proto__":{"polluted":1},"context":{"__proto__":{"polluted":1}},"batch":[{"__proto__":{"polluted":1}}]}',
      door: "batch",
    },
    1,
  );

  expect(Reflect.get({}, "polluted")).toBeUndefined();
});

test.each(["", "{", "[]", "null", "17", '"text"', "\u0000", "{'a':1}", "event=A&userId=u"])(
  "a body that is no JSON object is refused: %j",
  (text) => expect(() => judge({ text, door: "batch" }, 1)).toThrow(expect.objectContaining({ status: 400 })),
);

test.each([{}, { batch: {} }, { batch: "x" }, { batch: null, type: "page" }])(
  "a batch door refuses what has no list of events: %j",
  (body) =>
    expect(() => judge({ body, door: "batch" }, 1)).toThrow(
      expect.objectContaining({ code: "body.no_batch" }),
    ),
);

test("more elements than events could be are refused", () => {
  expect(() => judge({ body: { batch: new Array(50_001).fill(0) }, door: "batch" }, 1)).toThrow(
    expect.objectContaining({ status: 413 }),
  );
});

function readVectors(name: string): Vectors {
  return JSON.parse(readFileSync(new URL(name, folder), "utf8")) as Vectors;
}

function judge(one: Partial<VectorCase> & { readonly door: Door }, receivedAt: number): JudgedBody {
  let made = 0;
  const messageIds = {
    next: () => {
      made += 1;
      return `made-${made}`;
    },
    digest: (id: string) => `digest-of-${id.length}`,
  };
  const source = { sourceId: 1, channel: one.sourceChannel ?? "web", simulated: false };
  const bytes = Buffer.from(one.text ?? JSON.stringify(one.body));
  return judgeBody(parseBody(bytes, one.door), one.door, {
    receivedAt,
    source,
    proof: one.proof ?? "publicKey",
    messageIds,
  });
}

function expectRecord(record: EventRecord | undefined, wanted: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(wanted)) {
    if (value === "absent") expect(record).not.toHaveProperty(name);
    else if (isPlain(value)) expect(record).toHaveProperty([name], value);
    else expect(record).toMatchObject({ [name]: value });
  }
}

/** Traits, properties and contexts are compared whole. */
function isPlain(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !("campaign" in value);
}
