import { type LookupAddress, lookup } from "node:dns";
import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";
import { addressFault, isInside } from "./outside-address.ts";

export interface OutsideRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
}

export interface OutsideAnswer {
  readonly status: number;
  readonly retryAfter: string | undefined;
}

/** A server outside was not reached, or may not be called; `code` tells which. */
export class OutsideFault extends Error {
  readonly code: "privateAddress" | "timedOut" | "unreachable";

  constructor(code: OutsideFault["code"], cause?: unknown) {
    super(`A server outside was not called: ${code}.`, { cause });
    this.code = code;
  }
}

export interface Outside {
  /** Follows no redirect, reads no more than a little of the answer. @throws OutsideFault */
  post(request: OutsideRequest): Promise<OutsideAnswer>;
  close(): void;
}

const readAtMost = 65_536;
const socketsPerHost = 16;

/** Calls no address inside the operator's network but of hosts that are named: the numbers of a host are judged as they are used, so that a name cannot change in between. */
export function openOutside(privateHosts: ReadonlySet<string>): Outside {
  const options = { keepAlive: true, maxSockets: socketsPerHost };
  const agents = { http: new HttpAgent(options), https: new HttpsAgent(options) };
  const guarded = { lookup: guardedLookup };
  return {
    post: ({ url, headers, body, timeoutMs }) =>
      new Promise((resolve, reject) => {
        if (addressFault(url, privateHosts) !== undefined) {
          reject(new OutsideFault("privateAddress"));
          return;
        }
        const target = new URL(url);
        const isSecure = target.protocol === "https:";
        const signal = AbortSignal.timeout(timeoutMs);
        const sent = (isSecure ? requestHttps : requestHttp)(target, {
          method: "POST",
          agent: isSecure ? agents.https : agents.http,
          headers: { ...headers, "content-length": String(Buffer.byteLength(body)) },
          signal,
          ...(privateHosts.has(target.hostname) ? {} : guarded),
        });
        sent.once("error", (error) => reject(faultOf(error, signal)));
        sent.once("response", (answer) =>
          readAnswer(answer).then(resolve, (e) => reject(faultOf(e, signal))),
        );
        sent.end(body);
      }),
    close: () => {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

const guardedLookup: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    const [first] = addresses ?? [];
    if (error !== null || first === undefined) done(error ?? new Error("No address."), "", 4);
    else if (addresses.some(({ address }) => isInside(address)))
      done(new OutsideFault("privateAddress"), "", 4);
    else if (options.all === true) done(null, addresses);
    else done(null, first.address, first.family);
  });
};

async function readAnswer(answer: IncomingMessage): Promise<OutsideAnswer> {
  let read = 0;
  for await (const part of answer) {
    read += (part as Buffer).length;
    if (read > readAtMost) break;
  }
  return { status: answer.statusCode ?? 0, retryAfter: answer.headers["retry-after"] };
}

function faultOf(error: unknown, signal: AbortSignal): OutsideFault {
  if (error instanceof OutsideFault) return error;
  return new OutsideFault(signal.aborted ? "timedOut" : "unreachable", error);
}
