import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly key: string | undefined;
  readonly body: unknown;
}

export interface FakeAnswer {
  readonly status?: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface FakeServer {
  readonly url: string;
  readonly asked: readonly Asked[];
  close(): void;
}

/** An HTTP server on loopback that answers as told and remembers what it was asked. */
export async function startFakeServer(answer: (asked: Asked) => FakeAnswer): Promise<FakeServer> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    void readText(request).then((text) => {
      const one: Asked = {
        method: request.method ?? "",
        path: request.url ?? "",
        key: request.headers.authorization?.replace("Bearer ", ""),
        body: text === "" ? null : JSON.parse(text),
      };
      asked.push(one);
      const { status = 200, body, headers = {} } = answer(one);
      response
        .writeHead(status, { "content-type": "application/json", ...headers })
        .end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port, not on a pipe
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function readText(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces).toString("utf8");
}

interface ImportBody {
  readonly dryRun: boolean;
  readonly rows: readonly { readonly line: number; readonly record: Readonly<Record<string, unknown>> }[];
}

/** The import door, as far as a client can tell: natural keys, and prices that are no number are refused. */
export function fakeImportDoor(): {
  readonly kept: Map<string, unknown>;
  readonly answer: (asked: Asked) => FakeAnswer;
} {
  const kept = new Map<string, unknown>();
  return {
    kept,
    answer: ({ path, body }) => {
      const { dryRun, rows } = body as ImportBody; // sent by the tool under test
      const tally = { accepted: 0, unchanged: 0, rejected: [] as unknown[] };
      for (const { line, record } of rows) {
        const key = `${path} ${naturalKey(record) ?? line}`;
        const place = freeLineOf(record);
        if (place !== undefined) {
          tally.rejected.push({ line, code: "import.invalid", path: place, message: "A price is above 0." });
          continue;
        }
        tally[kept.has(key) ? "unchanged" : "accepted"] += 1;
        if (!dryRun) kept.set(key, record);
      }
      return { body: tally };
    },
  };
}

function naturalKey(record: Readonly<Record<string, unknown>>): unknown {
  return record["orderId"] ?? record["key"] ?? record["userId"];
}

function freeLineOf(record: Readonly<Record<string, unknown>>): string | undefined {
  const lines = (record["lines"] ?? []) as readonly { readonly price?: unknown }[]; // sent by the tool under test
  const at = lines.findIndex(({ price }) => price === "0");
  return at < 0 ? undefined : `/lines/${at}/price`;
}
