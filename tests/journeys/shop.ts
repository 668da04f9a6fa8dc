import type { TestServer } from "../harness/start-server.ts";
import { settle } from "../sdk/recorded.ts";

export type Wire = Readonly<Record<string, unknown>>;

/** The shop's own people and programs, each through its public door. */
export interface Shop {
  readonly server: TestServer;
  /** Through a page: the public key. */
  page(...events: readonly Wire[]): Promise<void>;
  /** Through a till, a service desk or the shop's own server: a secret key. */
  till(...events: readonly Wire[]): Promise<void>;
  profile(ref: string): Promise<Profile>;
  /** Status and body, whatever they are. */
  ask(method: string, path: string, body?: unknown, more?: AskOptions): Promise<Answer>;
}

export interface AskOptions {
  /** Instead of the secret key; `null`: none at all. */
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: the test says what it expects
  readonly body: any;
  readonly headers: Headers;
}

export interface Profile {
  readonly id: string;
  readonly name: string | null;
  readonly identifiers: readonly { readonly namespace: string; readonly value: string }[];
  readonly traits: Readonly<Record<string, unknown>>;
  readonly segments: readonly string[];
  readonly consents: readonly unknown[];
  readonly lastSeen: Readonly<Record<string, string>>;
  readonly openCart: { readonly items: readonly { readonly product: string; readonly quantity: number }[] };
  readonly lastViewed: readonly { readonly product: string }[];
  readonly orders: { readonly count: number; readonly netMinor: number; readonly currency: string };
}

export function shopAt(server: TestServer): Shop {
  const ask = (method: string, path: string, body?: unknown, more: AskOptions = {}): Promise<Answer> =>
    askServer(server, method, path, body, more);
  const send = async (key: string, events: readonly Wire[]): Promise<void> => {
    const answer = await ask("POST", "/v1/batch", { batch: events }, { key });
    if (answer.text !== '{"success":true}')
      throw new Error(`Not all was kept: ${answer.status} ${answer.text}`);
    await settle(server);
  };
  return {
    server,
    ask,
    page: (...events) => send(server.writeKey, events),
    till: (...events) => send(server.adminKey, events),
    profile: (ref) => server.get(`/api/profiles/${encodeURIComponent(ref)}`),
  };
}

async function askServer(
  server: TestServer,
  method: string,
  path: string,
  body: unknown,
  { key = server.adminKey, headers = {} }: AskOptions,
): Promise<Answer> {
  const answer = await fetch(server.url + path, {
    method,
    headers: {
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  const isJson = answer.headers.get("content-type")?.includes("json") === true;
  return { status: answer.status, text, body: isJson ? JSON.parse(text) : text, headers: answer.headers };
}

export function track(event: string, who: Wire, properties: Wire = {}, more: Wire = {}): Wire {
  return { type: "track", event, ...who, properties, ...more };
}

export function ago(ms: number): string {
  return new Date(Date.now() - ms).toISOString();
}

export const hour = 3_600_000;
export const day: number = 24 * hour;
