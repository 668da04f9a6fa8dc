import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { run } from "../run.ts";
import { type Asked, type FakeAnswer, type FakeServer, startFakeServer } from "../testing/fake-server.ts";
import { createFakeTerminal } from "../testing/fake-terminal.ts";

const buyers = {
  kind: "segment",
  key: "buyers",
  body: { name: "Buyers", condition: { did: "Order Completed" } },
};
const hero = { kind: "placement", key: "hero", body: { name: "Hero" } };

async function serve(answer: (asked: Asked) => FakeAnswer): Promise<FakeServer> {
  const server = await startFakeServer(answer);
  onTestFinished(() => server.close());
  return server;
}

async function attune(url: string, ...words: readonly string[]): Promise<{ code: number; said: string }> {
  const terminal = createFakeTerminal({ ATTUNE_URL: url, ATTUNE_KEY: "sk" });
  const code = await run(words, terminal);
  return { code, said: terminal.printed() + terminal.noted() };
}

function makeFolder(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "attune-definitions-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, "segment"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

test("what is exported is a file a definition, and applying it sends the same", async () => {
  const server = await serve(({ method }) =>
    method === "GET" ? { body: { definitions: [buyers, hero] } } : { body: { dryRun: false, steps: [] } },
  );
  const folder = makeFolder();

  expect((await attune(server.url, "export", folder)).said).toContain("2 definitions in");
  expect((await attune(server.url, "export", folder)).said).toContain("0 files new or different");
  expect(readFileSync(join(folder, "segment/buyers.yaml"), "utf8")).toContain("did: Order Completed");
  await attune(server.url, "apply", folder, "--reason", "spring");

  expect(server.asked.at(-1)).toMatchObject({
    path: "/api/definitions/apply?dryRun=false&prune=false&reason=spring",
    body: { definitions: [hero, buyers] },
  });
});

test("a plan tells what would be created, changed and retired, and changes nothing", async () => {
  const step = { kind: "segment", version: 1, changes: [] };
  const server = await serve(() => ({
    body: {
      dryRun: true,
      steps: [
        { ...step, key: "a", action: "created" },
        { ...step, key: "b", action: "changed", version: 3, changes: ["/condition"] },
        { ...step, key: "c", action: "retired" },
        { ...step, key: "d", action: "unchanged" },
      ],
    },
  }));
  const folder = makeFolder({
    "all.yaml": "kind: segment\nkey: a\nbody: {}\n---\nkind: segment\nkey: b\nbody: {}\n",
  });

  const { code, said } = await attune(server.url, "plan", folder, "--prune");

  expect(code).toBe(0);
  expect(server.asked[0]?.path).toBe("/api/definitions/apply?dryRun=true&prune=true");
  expect(said.split("\n")).toEqual([
    "+ segment/a created (version 1)",
    "~ segment/b changed (version 3) /condition",
    "- segment/c retired (version 1)",
    "3 would change, 1 unchanged",
    "",
  ]);
});

test("a definition that is wrong or told twice is refused with its file", async () => {
  const server = await serve(() => ({ body: {} }));
  const broken = makeFolder({ "a.yaml": "kind: [\n" });
  const wrong = makeFolder({ "a.yaml": "kind: segment\nbody: {}\n" });
  const twice = makeFolder({
    "a.yaml": "kind: s\nkey: a\nbody: {}\n",
    "b.yml": "kind: s\nkey: a\nbody: {}\n",
  });

  expect(await attune(server.url, "apply", broken)).toMatchObject({
    code: 2,
    said: expect.stringContaining("is no YAML"),
  });
  expect(await attune(server.url, "apply", wrong)).toMatchObject({
    code: 2,
    said: expect.stringContaining("/key"),
  });
  expect(await attune(server.url, "apply", twice)).toMatchObject({
    code: 2,
    said: expect.stringContaining("s/a is in"),
  });
  expect(await attune(server.url, "plan", "nowhere")).toMatchObject({ code: 2 });
  expect(server.asked).toEqual([]);
});

test("what the server refuses is told place by place", async () => {
  const errors = [{ pointer: "/definitions/0/body/condition", message: "A condition is an object." }];
  const server = await serve(() => ({ status: 422, body: { detail: "segment/a is wrong.", errors } }));
  const folder = makeFolder({ "a.yaml": "kind: segment\nkey: a\nbody: {}\n" });

  expect(await attune(server.url, "apply", folder)).toEqual({
    code: 3,
    said: "segment/a is wrong.\n  /definitions/0/body/condition: A condition is an object.\n",
  });
});
