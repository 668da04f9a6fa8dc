import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { answerRoute, createWorld, type World } from "./mock-routes.ts";
import { sendFile } from "./static-files.ts";

export const mockKey = "sk_made_up_for_tests";

export interface MockApi {
  readonly url: string;
  readonly world: World;
  /** While down, connections are cut as if nobody were there. */
  setDown(isDown: boolean): void;
  close(): Promise<void>;
}

/** A server with the API's forms and made-up data, and the built console at `/`, under the strictest policy that it must bear. */
export async function startMockApi(options: {
  readonly dist: string;
  readonly port?: number;
}): Promise<MockApi> {
  const world = createWorld();
  let isDown = false;
  const server = createServer((request, response) => {
    if (isDown) {
      request.socket.destroy();
      return;
    }
    answer(world, options.dist, request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    world,
    setDown: (next) => {
      isDown = next;
      if (next) server.closeAllConnections();
    },
    close: () => closeServer(server),
  };
}

async function answer(
  world: World,
  dist: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? "/", "http://console");
  if (url.pathname === "/readyz") {
    response.writeHead(200).end("ready");
    return;
  }
  if (!url.pathname.startsWith("/api/")) {
    await sendFile(dist, url.pathname, response);
    return;
  }
  if (request.headers.authorization !== `Bearer ${mockKey}`) {
    sendProblem(response, {
      status: 401,
      code: "key.unknown",
      detail: "The key is not known or was revoked.",
    });
    return;
  }
  const body = await readBody(request);
  const given = answerRoute(world, {
    method: request.method ?? "GET",
    path: url.pathname,
    query: url.searchParams,
    body,
  });
  if (given.status >= 400) sendProblem(response, given.body as ProblemBody);
  else send(response, given.status, "application/json", given.body);
}

interface ProblemBody {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
}

function sendProblem(response: ServerResponse, problem: ProblemBody): void {
  send(response, problem.status, "application/problem+json", {
    title: "Problem",
    type: "urn:test",
    ...problem,
  });
}

function send(response: ServerResponse, status: number, type: string, body: unknown): void {
  response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text === "" ? undefined : JSON.parse(text);
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
