import { noteAnswer, noteSilence } from "./connection.ts";
import { isAnybodyThere } from "./presence.ts";
import { ApiProblem, ServerGone } from "./problem.ts";
import type { AnswerOf, BodyOf, PartsOf, PathOf } from "./route-types.ts";
import { noteSignedOut } from "./session.ts";

/** What a proxy or a server without its stores says; the same as nobody there. */
const away = [502, 503, 504];

/** What the server wants to see on whatever changes something: a page of another origin cannot send it. */
const ownHeaders: Readonly<Record<string, string>> = { "x-attune-console": "1" };

/** What a page sends that goes on asking while nobody is at it: such a session ends as an idle one. */
const idleHeaders: Readonly<Record<string, string>> = { "x-attune-idle": "1" };

type Changing = "POST" | "PUT" | "PATCH" | "DELETE";

/** What stands in a path goes there, escaped; the rest is the query. What is undefined or empty is left out. */
type Parts = Readonly<Record<string, string | number | undefined>>;

/**
 * @param parts what stands in the path's braces, and the query
 * @throws ApiProblem when the server refused, ServerGone when nobody answered
 */
export function get<Path extends PathOf<"GET">>(
  path: Path,
  parts: PartsOf<"GET", Path>,
  signal?: AbortSignal,
): Promise<AnswerOf<"GET", Path>> {
  const headers = isAnybodyThere() ? {} : idleHeaders;
  return answerOf(reach(addressWith(path, parts), { headers, ...withSignal(signal) }));
}

/** As get, for what changes something. An undefined `body` is not sent. */
export function send<Method extends Changing, Path extends PathOf<Method>>(
  method: Method,
  path: Path,
  parts: PartsOf<Method, Path>,
  ...[body, signal]: undefined extends BodyOf<Method, Path>
    ? [body?: BodyOf<Method, Path>, signal?: AbortSignal]
    : [body: BodyOf<Method, Path>, signal?: AbortSignal]
): Promise<AnswerOf<Method, Path>> {
  if (body !== undefined) return sendText(method, path, parts, JSON.stringify(body), signal);
  return answerOf(reach(addressWith(path, parts), { method, headers: ownHeaders, ...withSignal(signal) }));
}

/** As send, with a body that is JSON already. */
export function sendText<Method extends Changing, Path extends PathOf<Method>>(
  method: Method,
  path: Path,
  parts: PartsOf<Method, Path>,
  body: string,
  signal?: AbortSignal,
): Promise<AnswerOf<Method, Path>> {
  const headers = { ...ownHeaders, "content-type": "application/json" };
  return answerOf(reach(addressWith(path, parts), { method, headers, body, ...withSignal(signal) }));
}

/** For links to what the server hands out itself, such as files. */
export function addressOf<Path extends PathOf<"GET">>(path: Path, parts: PartsOf<"GET", Path>): string {
  return addressWith(path, parts);
}

function addressWith(path: string, parts: unknown): string {
  const given = parts as Parts; // of a route: strings and numbers by name
  const left = new Map(Object.entries(given).filter(([, value]) => value !== undefined && value !== ""));
  const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = encodeURIComponent(String(given[name] ?? ""));
    left.delete(name);
    return value;
  });
  if (left.size === 0) return address;
  return `${address}?${new URLSearchParams([...left].map(([name, value]) => [name, String(value)]))}`;
}

async function answerOf<Answer>(answer: Promise<Response>): Promise<Answer> {
  const response = await answer;
  if (response.status === 401) noteSignedOut("ended");
  if (!response.ok) throw await problemOf(response);
  const text = await response.text();
  return (text === "" ? undefined : JSON.parse(text)) as Answer; // the document's promise, to which tests/docs/openapi.test.ts holds the server
}

async function problemOf(response: Response): Promise<ApiProblem> {
  try {
    return new ApiProblem(response.status, await response.json());
  } catch {
    // Not from our server, or cut short: the status is all there is.
    return new ApiProblem(response.status, {});
  }
}

async function reach(address: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address, init);
  } catch (error) {
    if (init.signal?.aborted === true) throw error;
    noteSilence();
    throw new ServerGone(error);
  }
  if (away.includes(response.status)) {
    noteSilence();
    throw new ServerGone();
  }
  noteAnswer();
  return response;
}

function withSignal(signal: AbortSignal | undefined): RequestInit {
  return signal === undefined ? {} : { signal };
}
