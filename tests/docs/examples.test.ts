import { afterAll, beforeAll, expect, test } from "vitest";
import { readPage } from "../../scripts/write-docs.ts";
import { startServer, type TestServer } from "../harness/start-server.ts";
import { waitUntil } from "../harness/wait-until.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test("what the README gives to try is answered as it says, in the order given", async () => {
  await server.post(
    "/api/definitions/placement/home-hero",
    { name: "Banner", content: { headline: "Hello" } },
    "PUT",
  );
  const answers = [];
  for (const line of curlLines(readPage("README.md"))) answers.push(await untilFound(line));

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  expect(answers[1]?.body).toMatchObject({ lastViewed: [{ product: "85123A" }] });
  expect(answers[3]?.body).toMatchObject({ key: "looked-at-hearts", name: "Looked at hearts" });
  expect(answers[4]?.body).toMatchObject({ placements: { "home-hero": { content: { headline: "Hello" } } } });
});

/** An event is answered when it is kept, and can be read a moment later: sooner than a person types the next line. */
function untilFound(line: string): ReturnType<typeof runCurl> {
  return waitUntil(line, async () => {
    const answer = await runCurl(line);
    return answer.status === 404 ? undefined : answer;
  });
}

/** Lines of the page's shell blocks that call the running server. */
function curlLines(page: string): readonly string[] {
  return [...page.matchAll(/```sh\n([\s\S]*?)```/g)]
    .flatMap(([, block = ""]) => block.split("\n"))
    .filter((line) => line.startsWith("curl "));
}

/** Runs a line of `curl` with -X, -H, -u and -d as curl would, so that the test needs none. */
async function runCurl(line: string): Promise<{ readonly status: number; readonly body: unknown }> {
  const words = wordsOf(line).slice(1);
  const after = (option: string): readonly string[] =>
    words.flatMap((word, at) => (words[at - 1] === option ? [word] : []));
  const headers = new Headers(after("-H").map((header) => header.split(": ") as [string, string]));
  for (const user of after("-u"))
    headers.set("authorization", `Basic ${Buffer.from(user).toString("base64")}`);
  const [body] = after("-d");
  const url = words.find((word) => word.startsWith("http://127.0.0.1:8080")) ?? "";
  const answer = await fetch(url.replace("http://127.0.0.1:8080", server.url), {
    method: after("-X")[0] ?? (body === undefined ? "GET" : "POST"),
    headers,
    ...(body === undefined ? {} : { body }),
  });
  return { status: answer.status, body: await answer.json() };
}

/** Shell words, with both quotes and the two variables that the README asks for. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, plain]) =>
      single ??
      (double ?? plain ?? "").replace("$PUBLIC", server.writeKey).replace("$SECRET", server.adminKey),
  );
}
