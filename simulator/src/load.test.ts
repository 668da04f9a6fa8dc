import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { batches, load, simulate } from "./index.ts";

const retailer = simulate({ seed: 1, customers: 100, months: 2, startAt: Date.UTC(2026, 0, 1) });

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Answers what `status` says to each request and keeps the bodies that it took. */
function recorder(status: (request: number) => number): {
  readonly kept: string[];
  readonly listener: RequestListener;
} {
  const kept: string[] = [];
  let requests = 0;
  return {
    kept,
    listener: (request, answer) => {
      let body = "";
      request.setEncoding("utf8");
      request.on("data", (chunk) => {
        body += chunk;
      });
      request.on("end", () => {
        const code = status(requests++);
        if (code === 0) {
          request.socket.destroy();
          return;
        }
        if (code === 200) kept.push(body);
        answer.writeHead(code, code === 200 ? {} : { "retry-after": "0" }).end("{}");
      });
    },
  };
}

test("all events arrive and are counted as acknowledged", async () => {
  const server = recorder(() => 200);
  const url = await serve(server.listener);

  const report = await load({
    url,
    key: "key",
    batches: batches(retailer.events(), 100, 950),
    connections: 2,
  });

  expect(report).toMatchObject({ sent: 950, acknowledged: 950, refused: {} });
  expect(server.kept).toHaveLength(10);
  const ids = server.kept.flatMap((body) =>
    JSON.parse(body).batch.map((event: { messageId: string }) => event.messageId),
  );
  expect(new Set(ids).size).toBe(950);
  expect(report.p50Ms).toBeLessThanOrEqual(report.p99Ms);
});

test("what is refused is told by its status, what is lost as lost", async () => {
  const server = recorder((request) => [200, 503, 0, 400][request] ?? 200);
  const url = await serve(server.listener);

  const report = await load({ url, key: "key", batches: batches(retailer.events(), 10, 50), connections: 1 });

  expect(report).toMatchObject({ sent: 50, acknowledged: 20, refused: { 503: 10, lost: 10, 400: 10 } });
});

test("with retries, a busy or vanished server costs nothing", async () => {
  const server = recorder((request) => [503, 0, 429][request] ?? 200);
  const url = await serve(server.listener);

  const report = await load({
    url,
    key: "key",
    batches: batches(retailer.events(), 10, 50),
    connections: 1,
    retries: 5,
  });

  expect(report).toMatchObject({ sent: 50, acknowledged: 50, refused: {} });
});

test("at a set rate batches are due evenly, whatever the answers take", async () => {
  const url = await serve(recorder(() => 200).listener);
  const due: number[] = [];

  await load({
    url,
    key: "key",
    batches: batches(retailer.events(), 10, 100),
    connections: 1,
    eventsPerSecond: 2_000,
    onAnswer: (_batch, _status, dueMs) => due.push(dueMs),
  });

  const gaps = due.slice(1).map((at, n) => at - (due[n] ?? 0));
  expect(gaps.every((gap) => Math.abs(gap - 5) < 1e-6)).toBe(true);
});
