import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type TestServer } from "../harness/start-server.ts";
import { numbersOf, readTimeline, settle } from "./recorded.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

interface Vectors {
  readonly cases: readonly { readonly door: string; readonly text?: string }[];
}

/** What Postgres, ClickHouse or a careless program would stumble over, all of it taken as an event's own business. */
const odd: readonly string[] = [
  '{"type":"identify","userId":"odd","traits":{"name":"A\\u0000B","city":"\\ud800","a.b":1,"a":{"b":2},"constructor":{"x":1},"toString":"t","":"e"}}',
  '{"type":"identify","userId":"odd","traits":{"email":"x\\u0000@example.com","phone":"\\u0000\\u0000","address":"none"}}',
  '{"type":"track","event":"Product Viewed","userId":"odd","properties":{"product_id":"\\u0000","price":1e308,"quantity":-1e308}}',
  '{"type":"track","event":"Product Added","userId":"odd","properties":{"product_id":"__proto__","quantity":"many"}}',
  '{"type":"track","event":"Cart Viewed","userId":"odd","properties":{"products":[null,1,"x",[],{"product_id":"\\udfff"}]}}',
  '{"type":"track","event":"Order Completed","userId":"odd","properties":{"order_id":"\\u0000-1","products":[{"product_id":"P","price":"1e400","quantity":1e300}],"currency":"???","total":9e99}}',
  '{"type":"track","event":"Order Refunded","userId":"odd","properties":{"order_id":{"a":1},"products":"all"}}',
  '{"type":"track","event":"Consent Given","userId":"odd","properties":{"purpose":"\\ud800","channel":7,"topic":["\\u0000"]}}',
  '{"type":"track","event":"__proto__","userId":"__proto__","anonymousId":"constructor","properties":{"constructor":1}}',
  '{"type":"track","event":"Time","userId":"odd","timestamp":"1970-01-01T00:00:00Z"}',
  '{"type":"track","event":"Time","userId":"odd","timestamp":"9999-12-31T23:59:59.999Z"}',
  '{"type":"page","userId":"odd","context":{"page":{"url":"http://\\u0000","referrer":"\\ud800"},"externalIds":[{"id":"\\u0000","type":"x"}]}}',
  `{"type":"track","event":"${"N".repeat(255)}","userId":"${"\\u20ac".repeat(500)}","messageId":"${"m".repeat(5_000)}"}`,
  '{"type":"alias","userId":"odd","previousId":"\\u0001"}',
  '{"type":"group","userId":"odd","groupId":"\\\\N","traits":{"x":"\\\\.\\n\\t\\r\\b"}}',
];

test("no event, however poisonous, stops the stream or the sink, or costs a neighbour its place", async () => {
  let n = 0;
  const sendNeighbours = async (): Promise<void> => {
    const batch = [n, n + 1].map((number) => ({
      type: "track",
      event: "Burst",
      userId: "neighbour",
      properties: { n: number },
    }));
    n += batch.length;
    await post("batch", JSON.stringify({ batch }));
  };

  for (const { door, text } of poisons()) {
    await sendNeighbours();
    await post(door, text);
  }
  await sendNeighbours();
  await settle(server);

  const recorded = numbersOf(await readTimeline(server, "userId:neighbour"));
  expect(recorded).toEqual(Array.from({ length: n }, (_, index) => index));
  const listed = await server.get<{ counts: { code: string; count: number }[] }>("/api/quarantine");
  console.info("Set aside:", listed.counts.map(({ code, count }) => `${code} ${count}`).join(", "));
  expect(await readTimeline(server, "userId:odd")).not.toEqual([]);
});

function poisons(): readonly { readonly door: string; readonly text: string }[] {
  const vectors = new URL("../../contract/vectors/collect/faults.json", import.meta.url);
  const { cases } = JSON.parse(readFileSync(vectors, "utf8")) as Vectors;
  const known = cases.flatMap(({ door, text }) => (text === undefined ? [] : [{ door, text }]));
  const batches = [...odd, odd.join(",")].map((text) => ({ door: "batch", text: `{"batch":[${text}]}` }));
  return [...known, ...batches];
}

async function post(door: string, body: string): Promise<void> {
  const headers = { authorization: `Bearer ${server.adminKey}` };
  const answer = await fetch(`${server.url}/v1/${door}`, { method: "POST", headers, body });
  expect([body.slice(0, 200), answer.status]).toEqual([body.slice(0, 200), 200]);
  await answer.arrayBuffer();
}
