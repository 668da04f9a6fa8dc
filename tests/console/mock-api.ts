import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { answerRoute } from "./mock-routes.ts";
import { createWorld, type World } from "./mock-world.ts";
import { sendFile } from "./static-files.ts";

export const mockKey = "sk_made_up_for_tests";
export const mockPassword = "lantern light at dusk";
/** What a signed-in browser holds: `attune=…`. */
export const mockSession = "made-up-session";

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
  const body = await readBody(request);
  if (url.pathname === "/api/session") {
    answerSession(world, request, response, body);
    return;
  }
  if (!isSignedIn(world, request)) {
    sendProblem(response, { status: 401, code: "session.missing", detail: "Nobody is signed in." });
    return;
  }
  const given = answerRoute(world, {
    method: request.method ?? "GET",
    path: url.pathname,
    query: url.searchParams,
    body,
  });
  if (given.status >= 400) sendProblem(response, given.body as ProblemBody);
  else send(response, given.status, "application/json", given.body);
}

/** As the server: a cookie that scripts cannot read, and nothing that changes without the console's own header. */
function isSignedIn(world: World, request: IncomingMessage): boolean {
  const isOwn = request.method === "GET" || request.headers["x-attune-console"] === "1";
  return isOwn && !world.isSessionEnded && (request.headers.cookie ?? "").includes(`attune=${mockSession}`);
}

function answerSession(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  body: unknown,
): void {
  const isLeaving = request.method === "DELETE";
  const given = (body ?? {}) as { key?: string; login?: string; password?: string };
  if (!isLeaving && given.key !== mockKey && given.password !== mockPassword) {
    sendProblem(response, { status: 401, code: "session.refused", detail: "That is not known here." });
    return;
  }
  const cookie = isLeaving ? "attune=; Max-Age=0" : `attune=${mockSession}`;
  response.setHeader("set-cookie", `${cookie}; Path=/; HttpOnly; SameSite=Strict`);
  world.isSessionEnded = false;
  send(response, 200, "application/json", isLeaving ? { signedOut: true } : world.me);
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
