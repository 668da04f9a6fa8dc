import type { TestServer } from "../harness/start-server.ts";
import { waitUntil } from "../harness/wait-until.ts";
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
  /** Resolves when it is live. `said`: its condition or text, and what else it says beside its name. */
  putSegment(key: string, said: object): Promise<LiveSegment>;
  /** Who is in it, by userId. */
  membersOf(key: string): Promise<readonly string[]>;
  /** Status and body, whatever they are. */
  ask(method: string, path: string, body?: unknown, more?: AskOptions): Promise<Answer>;
}

export interface LiveSegment {
  readonly key: string;
  readonly size: number;
  readonly state: "filling" | "live";
  readonly version: number;
  readonly condition: unknown;
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
    putSegment: async (key, said) => {
      await server.post(`/api/definitions/segment/${key}`, { name: key, ...said }, "PUT");
      return untilLive(server, key);
    },
    membersOf: async (key) => {
      const { items } = await server.get<{ items: readonly Pick<Profile, "identifiers">[] }>(
        `/api/segments/${key}/members`,
      );
      return items.map(userIdOf).sort();
    },
  };
}

export function untilLive(server: TestServer, key: string): Promise<LiveSegment> {
  return waitUntil(`segment ${key} to be live`, async () => {
    const segment = await server.get<LiveSegment>(`/api/segments/${key}`);
    return segment.state === "live" ? segment : undefined;
  });
}

export function userIdOf({ identifiers }: Pick<Profile, "identifiers">): string {
  return identifiers.find((id) => id.namespace === "userId")?.value ?? "?";
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
