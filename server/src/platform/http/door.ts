import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { FastifyInstance } from "fastify";
import { Refusal } from "../../kernel/refusal.ts";
import { discardBody } from "./discard-body.ts";
import { Gate } from "./gate.ts";
import { answerRefusal } from "./problem.ts";

/** How long a request is held before it is refused; milliseconds. */
const longestHoldMs = 8_000;
/** How long those under way may take when the program ends, and those who are then still held to hear of it. */
const drainMs = 5_000;
const farewellMs = 250;
/** How long a taken port is waited for, and how often it is tried. */
const takenMs = 10_000;
const takenTurnMs = 10;

/** These answer while the stores are away. */
const alwaysOpen = /^\/(?:healthz|readyz|metrics|assets\/)/;

/**
 * The HTTP server. It listens before anything else is up and holds requests at the gate while the stores start or are away,
 * so that a restart costs no client anything. Hence it needs nothing that takes time to load: the routes are attached later.
 * Nothing is logged here: identifiers sit in URLs and bodies.
 */
export class Door {
  readonly gate: Gate = new Gate();
  readonly server: Server;
  #underWay = 0;
  #held = 0;
  #changed: () => void = () => undefined;
  #route: ((request: IncomingMessage, response: ServerResponse) => void) | undefined;

  constructor() {
    this.server = createServer({ keepAliveTimeout: 65_000, requestTimeout: 60_000 }, (request, response) => {
      this.#admit(request, response).catch(() => response.destroy());
    });
  }

  /**
   * The port it listens on. One that is taken is waited for, after `onTaken`: most likely by the program before this one, which is
   * stopping and lets go of its port last.
   */
  async listen(port: number, host: string, onTaken: () => void = () => undefined): Promise<number> {
    const deadline = performance.now() + takenMs;
    let told = false;
    while (!(await this.#tryToListen(port, host, performance.now() > deadline))) {
      if (!told) onTaken();
      told = true;
      await new Promise((resolve) => setTimeout(resolve, takenTurnMs));
    }
    const address = this.server.address();
    return typeof address === "object" && address !== null ? address.port : port;
  }

  #tryToListen(port: number, host: string, isLast: boolean): Promise<boolean> {
    const { server } = this;
    return new Promise((resolve, reject) => {
      const done = (error?: NodeJS.ErrnoException): void => {
        server.off("listening", done).off("error", done);
        if (error === undefined) resolve(true);
        else if (error.code === "EADDRINUSE" && !isLast) resolve(false);
        else reject(error);
      };
      server.once("listening", done).once("error", done).listen(port, host);
    });
  }

  /** From here on requests reach the routes, as soon as the gate is open. */
  async attach(app: FastifyInstance): Promise<void> {
    await app.ready();
    this.#route = (request, response) => app.routing(request, response);
  }

  /** Holds new requests and lets those under way end, all but so many, for at most five seconds. */
  async drain(but = 0): Promise<void> {
    this.gate.shut();
    await this.#until(() => this.#underWay <= but, drainMs);
  }

  /**
   * Last of all. Whoever is held is told to come back, which the next program answers: an answer, unlike a closed connection, says
   * when, and so is worth two seconds to a client that would give up after one.
   */
  async close(): Promise<void> {
    this.gate.turnAway();
    await this.#until(() => this.#held === 0, farewellMs);
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }

  async #admit(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const waits = !this.gate.isOpen && !(this.#route !== undefined && alwaysOpen.test(request.url ?? ""));
    if (waits && request.url === "/healthz") return answerStarting(response);
    if (waits && !(await this.#hold(request, response))) return;
    this.#underWay += 1;
    response.once("close", () => {
      this.#underWay -= 1;
      this.#changed();
    });
    this.#route?.(request, response);
  }

  /** True when it may go on; otherwise it has been refused. */
  async #hold(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    this.#held += 1;
    try {
      if (await this.gate.pass(longestHoldMs)) return true;
      // A client that is still sending when its connection closes does not see the answer.
      await discardBody(request);
      answerRefusal(
        response,
        new Refusal("store.away", 503, "The stores are not up at the moment. Try again shortly.", {
          retryAfterSeconds: 2,
        }),
      );
      return false;
    } finally {
      this.#held -= 1;
      this.#changed();
    }
  }

  /** Waits for a change after which `isSo`, at most `ms`. */
  async #until(isSo: () => boolean, ms: number): Promise<void> {
    if (isSo()) return;
    await new Promise<void>((resolve) => {
      const patience = setTimeout(resolve, ms);
      this.#changed = () => {
        if (!isSo()) return;
        clearTimeout(patience);
        resolve();
      };
    });
  }
}

function answerStarting(response: ServerResponse): void {
  response.writeHead(200, { "Content-Type": "application/json" });
  response.end(JSON.stringify({ status: "starting" }));
}
