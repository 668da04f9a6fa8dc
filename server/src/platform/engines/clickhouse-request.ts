import type { IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from "node:zlib";
import { clickhouseErrors } from "./clickhouse-error.ts";

/** What a request over ClickHouse's HTTP interface asks for, apart from its body. */
export interface FrontRequest {
  readonly query: string;
  readonly queryId: string | undefined;
  readonly database: string | undefined;
  readonly format: string;
  readonly user: string;
  readonly secret: string;
  readonly waitsForEnd: boolean;
  readonly settings: ReadonlyMap<string, string>;
  readonly params: ReadonlyMap<string, string>;
}

type Draft = { -readonly [Name in keyof FrontRequest]: FrontRequest[Name] } & {
  settings: Map<string, string>;
  params: Map<string, string>;
};

/** Parameters of the interface itself; all others are settings. */
const own: Readonly<Record<string, (draft: Draft, value: string) => void>> = {
  query: (draft, value) => {
    draft.query = value;
  },
  query_id: (draft, value) => {
    draft.queryId = value === "" ? undefined : value;
  },
  database: (draft, value) => {
    draft.database = value === "" ? undefined : value;
  },
  default_format: (draft, value) => {
    draft.format = value;
  },
  user: (draft, value) => {
    draft.user = value;
  },
  password: (draft, value) => {
    draft.secret = value;
  },
  wait_end_of_query: (draft, value) => {
    draft.waitsForEnd = value === "1" || value === "true";
  },
  // How much to hold back before the first byte: the front always holds back the first block.
  buffer_size: () => undefined,
  quota_key: () => undefined,
  session_timeout: () => undefined,
  session_check: () => undefined,
  session_id: () => {
    throw clickhouseErrors.unsupported("A session over several requests");
  },
  compress: (_draft, value) => {
    if (value !== "0") throw clickhouseErrors.unsupported("ClickHouse's own compression over HTTP");
  },
  decompress: (_draft, value) => {
    if (value !== "0") throw clickhouseErrors.unsupported("ClickHouse's own compression over HTTP");
  },
};

/** Reads address and headers; `parts` are those of a multipart body. */
export function readFrontRequest(
  request: IncomingMessage,
  parts: Iterable<readonly [string, string]> = [],
): FrontRequest {
  const draft: Draft = {
    query: "",
    queryId: undefined,
    database: header(request, "x-clickhouse-database"),
    format: header(request, "x-clickhouse-format") ?? "TabSeparated",
    ...credentials(request),
    waitsForEnd: false,
    settings: new Map(),
    params: new Map(),
  };
  for (const [name, value] of searchOf(request)) take(draft, name, value);
  for (const [name, value] of parts) take(draft, name, value);
  // As on a server: what is merely looked at changes nothing.
  if (request.method === "GET") draft.settings.set("readonly", "2");
  return draft;
}

function take(draft: Draft, name: string, value: string): void {
  const mine = Object.hasOwn(own, name) ? own[name] : undefined;
  if (mine !== undefined) mine(draft, value);
  else if (name.startsWith("param_")) draft.params.set(name.slice("param_".length), value);
  else draft.settings.set(name, value);
}

export function pathOf(request: IncomingMessage): string {
  return new URL(request.url ?? "/", "http://front").pathname;
}

function searchOf(request: IncomingMessage): URLSearchParams {
  return new URL(request.url ?? "/", "http://front").searchParams;
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

function credentials(request: IncomingMessage): { user: string; secret: string } {
  const basic = /^Basic (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  if (basic === undefined) {
    return {
      user: header(request, "x-clickhouse-user") ?? "default",
      secret: header(request, "x-clickhouse-key") ?? "",
    };
  }
  const text = Buffer.from(basic, "base64").toString("utf8");
  const colon = text.indexOf(":");
  return colon < 0
    ? { user: text, secret: "" }
    : { user: text.slice(0, colon), secret: text.slice(colon + 1) };
}

const decoders: Readonly<Record<string, () => NodeJS.ReadWriteStream & Readable>> = {
  gzip: createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
};

/** The body as it was before its `Content-Encoding`. */
export function plainBody(request: IncomingMessage): Readable {
  const encoding = header(request, "content-encoding");
  if (encoding === undefined || encoding === "identity") return request;
  const decoder = Object.hasOwn(decoders, encoding) ? decoders[encoding] : undefined;
  if (decoder === undefined) throw clickhouseErrors.unsupported(`Content-Encoding ${encoding}`);
  const plain = decoder();
  // A pipe alone would leave its end waiting for ever when the client goes away in the middle.
  request.once("close", () => {
    if (!request.complete) plain.destroy(new Error("The client went away."));
  });
  request.on("error", (fault) => plain.destroy(fault));
  plain.once("error", () => request.resume());
  request.pipe(plain);
  return plain;
}
