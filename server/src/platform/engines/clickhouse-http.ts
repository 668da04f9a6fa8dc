import { randomUUID, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { Readable } from "node:stream";
import { readParts, readWhole } from "./clickhouse-body.ts";
import { clickhouseErrors } from "./clickhouse-error.ts";
import { openReply, type Reply } from "./clickhouse-reply.ts";
import { type FrontRequest, pathOf, plainBody, readFrontRequest } from "./clickhouse-request.ts";
import type { RunStatement } from "./clickhouse-run.ts";

export interface FrontOptions {
  readonly user: string;
  readonly secret: string;
  /** The engine's. */
  readonly version: string;
  readonly run: RunStatement;
}

/** As on a server: parameters of a query travel in its address. */
const longestAddressBytes = 1024 * 1024;

/** ClickHouse's HTTP interface: who may ask, what is asked, and the form of the answer. */
export function createFront(options: FrontOptions): Server {
  return createServer(
    { maxHeaderSize: longestAddressBytes, keepAliveTimeout: 30_000, requestTimeout: 0, noDelay: true },
    (request, response) => {
      const reply = openReply(request, response, options.version);
      answer(options, request, reply).catch((fault: unknown) => {
        // What is left of the body is read away: a client that is still sending would not see the answer.
        request.resume();
        reply.fail(fault);
      });
    },
  );
}

async function answer(options: FrontOptions, request: IncomingMessage, reply: Reply): Promise<void> {
  const path = pathOf(request);
  if (path === "/ping" || path === "/replicas_status") return reply.end("Ok.\n");
  const asked = readFrontRequest(request);
  checkSecret(options, asked);
  const contentType = request.headers["content-type"] ?? "";
  if (!contentType.startsWith("multipart/form-data")) return ask(options, asked, plainBody(request), reply);
  const parts = readParts(contentType, await readWhole(plainBody(request)));
  return ask(options, readFrontRequest(request, parts), Readable.from([]), reply);
}

function ask(options: FrontOptions, asked: FrontRequest, body: Readable, reply: Reply): Promise<void> {
  reply.name(asked.queryId ?? randomUUID(), asked.settings.get("enable_http_compression") === "1");
  return options.run(asked, body, reply);
}

function checkSecret(options: FrontOptions, asked: FrontRequest): void {
  const given = Buffer.from(`${asked.user}\0${asked.secret}`);
  const wanted = Buffer.from(`${options.user}\0${options.secret}`);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
    throw clickhouseErrors.wrongSecret(asked.user);
  }
}
