import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Writable } from "node:stream";
import { createGzip, constants as zlib } from "node:zlib";
import { codeOf, statusOf } from "./clickhouse-error.ts";

/** Counts as a server's `X-ClickHouse-Summary` has them; what is not known is left out. */
export interface Summary {
  readonly read_rows?: number;
  readonly read_bytes?: number;
  readonly written_rows?: number;
  readonly written_bytes?: number;
  readonly result_rows?: number;
  readonly elapsed_ns?: number;
}

export interface Reply {
  /** True once the client has gone: there is nobody to answer. */
  readonly isAbandoned: boolean;
  name(queryId: string, mayCompress: boolean): void;
  /** Calls `listen` when the client goes away before the answer's end. Returns what takes the call back. */
  onAbandoned(listen: () => void): () => void;
  summary(summary: Summary): void;
  /** Sends some bytes; resolves when there is room for more. */
  write(bytes: Uint8Array): Promise<void>;
  end(text?: string | Uint8Array): void;
  /** Tells an error as a server does: by status while nothing was sent, else at the end of the body. */
  fail(fault: unknown): void;
}

/** `version` is the engine's; a server ends its errors with it. */
export function openReply(request: IncomingMessage, response: ServerResponse, version: string): Reply {
  return new HttpReply(request, response, ` (version ${version} (embedded))\n`);
}

class HttpReply implements Reply {
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #errorEnd: string;
  // Eight bytes as text: what marks an error inside a body, not to be guessed by who writes the data.
  readonly #exceptionTag: string = randomBytes(8).toString("hex");
  #out: Writable;
  #isCompressed = false;

  constructor(request: IncomingMessage, response: ServerResponse, errorEnd: string) {
    this.#errorEnd = errorEnd;
    this.#request = request;
    this.#response = response;
    this.#out = response;
    response.on("error", () => {
      // The client went away in the middle: told by `close` as well.
    });
    response.setHeader("X-ClickHouse-Server-Display-Name", "attune");
    response.setHeader("Content-Type", "text/plain; charset=UTF-8");
  }

  get isAbandoned(): boolean {
    return this.#response.destroyed || this.#request.socket.destroyed;
  }

  name(queryId: string, mayCompress: boolean): void {
    this.#response.setHeader("X-ClickHouse-Query-Id", queryId);
    this.#isCompressed =
      mayCompress && /\bgzip\b/.test(String(this.#request.headers["accept-encoding"] ?? ""));
  }

  onAbandoned(listen: () => void): () => void {
    const check = (): void => {
      if (!this.#response.writableFinished) listen();
    };
    this.#response.once("close", check);
    if (this.isAbandoned) listen();
    return () => this.#response.off("close", check);
  }

  summary(summary: Summary): void {
    const texts = Object.entries(summary).map(([name, value]) => [name, String(value)]);
    const zeros = {
      read_rows: "0",
      read_bytes: "0",
      written_rows: "0",
      written_bytes: "0",
      total_rows_to_read: "0",
    };
    const rest = { result_rows: "0", result_bytes: "0", elapsed_ns: "0" };
    this.#response.setHeader(
      "X-ClickHouse-Summary",
      JSON.stringify({ ...zeros, ...rest, ...Object.fromEntries(texts) }),
    );
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#begin();
    if (this.#out.write(bytes) || this.isAbandoned) return;
    await this.#room();
  }

  end(text?: string | Uint8Array): void {
    if (text !== undefined && !this.#response.headersSent && !this.#isCompressed) {
      this.#response.end(text);
      return;
    }
    this.#begin();
    this.#out.end(text);
  }

  fail(fault: unknown): void {
    const message = messageOf(fault);
    if (this.#response.headersSent) this.#failInBody(message);
    else this.#failByStatus(message);
  }

  /** Resolves when there is room, or nobody to make any. */
  #room(): Promise<void> {
    return new Promise((resolve) => {
      const go = (): void => {
        this.#out.off("drain", go);
        this.#response.off("close", go);
        resolve();
      };
      this.#out.on("drain", go);
      this.#response.on("close", go);
    });
  }

  #begin(): void {
    if (this.#response.headersSent) return;
    this.#response.setHeader("X-ClickHouse-Exception-Tag", this.#exceptionTag);
    if (!this.#isCompressed) {
      this.#response.writeHead(200);
      return;
    }
    this.#response.setHeader("Content-Encoding", "gzip");
    this.#response.writeHead(200);
    const gzip = createGzip({ level: zlib.Z_BEST_SPEED });
    gzip.pipe(this.#response);
    this.#response.once("close", () => gzip.destroy());
    this.#out = gzip;
  }

  #failByStatus(message: string): void {
    if (this.isAbandoned) return;
    const code = codeOf(message);
    this.#response.statusCode = statusOf(code);
    this.#response.setHeader("X-ClickHouse-Exception-Code", String(code));
    this.#response.end(`${message}${this.#errorEnd}`);
  }

  #failInBody(message: string): void {
    const line = `${message}${this.#errorEnd}`;
    const tag = this.#exceptionTag;
    const length = Buffer.byteLength(line);
    this.#out.end(`\r\n__exception__\r\n${tag}\r\n${line}${length} ${tag}\r\n__exception__\r\n`);
  }
}

function messageOf(fault: unknown): string {
  const message = fault instanceof Error ? fault.message : String(fault);
  return message.startsWith("Code: ")
    ? message.trimEnd()
    : `Code: 1002. DB::Exception: ${message} (UNKNOWN_EXCEPTION)`;
}
