import type { JsonObject } from "@attune/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anEvent } from "../profile/testing/an-event.ts";
import { columnsOf, createSegments, linesOf, type Segments } from "../segment/index.ts";
import { newestNames } from "../segment/postgres/newest-names.ts";
import { createSegmentStore } from "../segment/postgres/segment-store.ts";
import { putSegment, untilLive } from "./testing/live-definitions.ts";
import { type OpenStream, openStream, testNow } from "./testing/open-stream.ts";

let open: OpenStream;
let segments: Segments;
beforeAll(async () => {
  open = await openStream();
  segments = createSegments({
    store: createSegmentStore(open.stores.database),
    clock: open.clock,
    programOf: () => open.stream.segments.program(),
    answered: () => open.stream.segments.answered(),
    sourceOf: () => {
      throw new Error("Nothing is previewed here.");
    },
    loyaltyOf: () => Promise.resolve(new Map()),
  });
});
afterAll(() => open.close());

async function put(key: string, more: JsonObject): Promise<void> {
  await putSegment(open, key, { name: key, condition: { did: `Bought ${key}` }, ...more });
  await untilLive(open, key);
}

let told = 0;
function say(userId: string, state: string, properties: JsonObject): ReturnType<typeof anEvent> {
  told += 1;
  const name = state === "granted" ? "Consent Given" : "Consent Withdrawn";
  return anEvent({ userId, name, occurredAt: testNow - 10_000 + told, properties: { ...properties, state } });
}

async function usersOf(key: string): Promise<readonly string[]> {
  const text = (await all(await linesFor(key, "userId"))).join("");
  return text.split("\r\n").slice(1, -1).sort();
}

async function all(lines: AsyncIterable<string>): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const line of lines) found.push(line);
  return found;
}

async function linesFor(key: string, columns: string): Promise<AsyncGenerator<string>> {
  const { page } = await segments.usable(1, key);
  return linesOf(columnsOf(columns), async (afterId, limit) => {
    const { members, next } = await page(afterId, limit);
    const ids = members.map(({ profileId }) => profileId);
    const names = await newestNames(open.stores.database, 1, ids, ["userId"]);
    return {
      members: members.map((one) => ({ ...one, names: names.get(one.profileId) ?? new Map() })),
      next,
    };
  });
}

const email = { purpose: "marketing", channel: "email" };

test("for marketing a member must have agreed for the channel; for what needs no consent it is enough that nobody objected", async () => {
  await put("mailed", email);
  await put("shown", { purpose: "personalisation" });
  for (const userId of ["yes", "no", "silent", "any"])
    await open.take(["mailed", "shown"].map((key) => anEvent({ userId, name: `Bought ${key}` })));
  await open.take([
    say("yes", "granted", email),
    say("no", "withdrawn", { purpose: "marketing" }),
    say("no", "denied", { purpose: "personalisation" }),
    say("any", "granted", { purpose: "marketing" }),
  ]);

  expect(await usersOf("mailed")).toEqual(["any", "yes"]);
  expect(await usersOf("shown")).toEqual(["any", "silent", "yes"]);
  expect(await segments.get(1, "mailed")).toMatchObject({ size: 4, usable: 2 });
});

test("who withdraws is out at once, who agrees again is back, and a merge with somebody who withdrew takes out both", async () => {
  await open.take([say("yes", "withdrawn", email)]);
  const without = await usersOf("mailed");
  await open.take([say("yes", "granted", email)]);
  const again = await usersOf("mailed");
  const [from, into] = await Promise.all([open.find("no"), open.find("any")]);
  await open.take([
    {
      kind: "merge",
      fromLeafId: from?.leaves[0]?.leafId ?? 0,
      intoLeafId: into?.leaves[0]?.leafId ?? 0,
      actor: "test",
      receivedAt: testNow,
    },
  ]);

  expect([without, again, await usersOf("mailed")]).toEqual([["any"], ["any", "yes"], ["yes"]]);
});

test("when a segment is used for something else, only who may be used for that is left, and without a purpose nobody", async () => {
  await put("mailed", { purpose: "adAudiences" });
  const forAds = await usersOf("mailed");
  await open.take([say("silent", "granted", { purpose: "adAudiences" })]);
  const agreed = await usersOf("mailed");
  await put("mailed", {});

  expect([forAds, agreed]).toEqual([[], ["silent"]]);
  await expect(segments.usable(1, "mailed")).rejects.toMatchObject({ code: "segment.no_purpose" });
  expect(
    await open.stores.database.query(
      "select 1 from segment_member m join definition d on d.definition_id = -m.segment_id where d.key = 'mailed'",
    ),
  ).toEqual([]);
  await put("mailed", { purpose: "adAudiences" });
  expect(await usersOf("mailed")).toEqual(["silent"]);
});

test("who withdraws while a file is being taken is in none of its pages that are asked for afterwards", async () => {
  await put("large", email);
  const crowd = Array.from({ length: 1_300 }, (_, n) => `crowd-${String(n).padStart(4, "0")}`);
  await open.take(crowd.map((userId) => anEvent({ userId, name: "Bought large" })));
  await open.take(crowd.map((userId) => say(userId, "granted", email)));

  const lines = await linesFor("large", "userId");
  const head = await lines.next();
  const first = await lines.next();
  await open.take([say("crowd-0001", "withdrawn", email), say("crowd-1200", "withdrawn", email)]);
  const rest = (await all(lines)).join("").split("\r\n").slice(0, -1);

  expect(head.value).toBe("userId\r\n");
  expect(first.value.split("\r\n")).toHaveLength(501);
  expect(first.value).toContain("crowd-0001");
  expect(rest).not.toContain("crowd-1200");
  expect(rest).toHaveLength(799);
}, 60_000);

test("while a segment is being filled nothing of it leaves", async () => {
  await open.stores.database.query(
    "update segment_fill set state = 'filling' where segment_id = (select definition_id from definition where key = 'large')",
  );
  await expect(segments.usable(1, "large")).rejects.toMatchObject({ code: "segment.filling" });
  await open.stores.database.query(
    "update segment_fill set state = 'live' where segment_id = (select definition_id from definition where key = 'large')",
  );
});
