import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import Fastify, { type FastifyInstance } from "fastify";
import { Refusal } from "../../kernel/refusal.ts";
import { Gate } from "./gate.ts";
import { toProblem } from "./problem.ts";

/** How long a request is held before it is refused; milliseconds. */
const longestHoldMs = 8_000;

/** These answer while the stores are away. */
const alwaysOpen = /^\/(?:healthz|readyz|metrics|assets\/)/;

/**
 * The HTTP server. It listens before anything else is up and holds requests at the gate while the stores start or are away,
 * so that a restart costs no client anything. Nothing is logged here: identifiers sit in URLs and bodies.
 */
export class Door {
  readonly gate: Gate = new Gate();
  readonly app: FastifyInstance;
  readonly #server: Server;
  #underWay = 0;
  #ending = false;
  #drained: () => void = () => undefined;
  #route: ((request: IncomingMessage, response: ServerResponse) => void) | undefined;

  constructor() {
    this.#server = createServer({ keepAliveTimeout: 65_000, requestTimeout: 60_000 }, (request, response) => {
      this.#admit(request, response).catch(() => response.destroy());
    });
    this.app = Fastify({
      logger: false,
      bodyLimit: 4 * 1024 * 1024,
      routerOptions: { maxParamLength: 1_200 },
      serverFactory: () => this.#server,
      // An address that cannot be read. Its own message would quote it.
      frameworkErrors: (_error, _request, reply) => {
        const refusal = new Refusal("route.unreadable", 400, "The address cannot be read.");
        reply.hijack();
        answer(reply.raw, refusal.status, toProblem(refusal), "application/problem+json");
      },
    });
  }

  /** The port it listens on. */
  async listen(port: number, host: string): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(port, host, resolve);
    });
    const address = this.#server.address();
    return typeof address === "object" && address !== null ? address.port : port;
  }

  /** From here on requests reach the routes, as soon as the gate is open. */
  async attach(): Promise<void> {
    await this.app.ready();
    this.#route = (request, response) => this.app.routing(request, response);
  }

  /** Holds new requests and lets those under way end, for at most five seconds. */
  async drain(): Promise<void> {
    this.gate.shut();
    this.#ending = true;
    if (this.#underWay === 0) return;
    await new Promise<void>((resolve) => {
      const patience = setTimeout(resolve, 5_000);
      this.#drained = () => {
        clearTimeout(patience);
        resolve();
      };
    });
  }

  /** Last of all: whoever is held meets a closed connection and tries again, at the next program. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }

  async #admit(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const waits = !this.gate.isOpen && !(this.#route !== undefined && alwaysOpen.test(request.url ?? ""));
    if (waits && request.url === "/healthz") return answer(response, 200, { status: "starting" });
    if (waits && !(await this.gate.pass(longestHoldMs))) return refuse(request, response);
    this.#underWay += 1;
    response.once("close", () => {
      this.#underWay -= 1;
      if (this.#ending && this.#underWay === 0) this.#drained();
    });
    this.#route?.(request, response);
  }
}

function refuse(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  response.setHeader("Retry-After", "2");
  const refusal = new Refusal("store.away", 503, "The stores are not up at the moment. Try again shortly.");
  answer(response, 503, toProblem(refusal), "application/problem+json");
}

function answer(response: ServerResponse, status: number, body: object, type = "application/json"): void {
  response.writeHead(status, { "Content-Type": type });
  response.end(JSON.stringify(body));
}
