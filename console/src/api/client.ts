import { noteAnswer, noteSilence } from "./connection.ts";
import { isAnybodyThere } from "./presence.ts";
import { ApiProblem, ServerGone } from "./problem.ts";
import { noteSignedOut } from "./session.ts";

export type Query = Readonly<Record<string, string | number | undefined>>;

/** What a proxy or a server without its stores says; the same as nobody there. */
const away = [502, 503, 504];

/** What the server wants to see on whatever changes something: a page of another origin cannot send it. */
const ownHeaders: Readonly<Record<string, string>> = { "x-attune-console": "1" };

/** What a page sends that goes on asking while nobody is at it: such a session ends as an idle one. */
const idleHeaders: Readonly<Record<string, string>> = { "x-attune-idle": "1" };

/** An address whose parts are escaped: path`/api/profiles/${ref}`. */
export function path(texts: TemplateStringsArray, ...values: readonly string[]): string {
  return String.raw({ raw: texts }, ...values.map(encodeURIComponent));
}

/**
 * Parts of the query that are undefined or empty are left out. The answer has the form its route promises (forms.ts); the server's
 * own tests hold it to that.
 * @throws ApiProblem when the server refused, ServerGone when nobody answered
 */
export function get<Answer>(address: string, query: Query, signal: AbortSignal): Promise<Answer> {
  return answerOf(reach(withQuery(address, query), { headers: isAnybodyThere() ? {} : idleHeaders, signal }));
}

/** As get, for what changes something. Without `body` none is sent. */
export function send<Answer>(
  method: "POST" | "PUT" | "PATCH" | "DELETE",
  address: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<Answer> {
  if (body !== undefined) return sendText(method, address, JSON.stringify(body), signal);
  return answerOf(reach(address, { method, headers: ownHeaders, ...withSignal(signal) }));
}

/** As send, with a body that is JSON already. */
export function sendText<Answer>(
  method: "POST" | "PUT" | "PATCH" | "DELETE",
  address: string,
  body: string,
  signal?: AbortSignal,
): Promise<Answer> {
  const headers = { ...ownHeaders, "content-type": "application/json" };
  return answerOf(reach(address, { method, headers, body, ...withSignal(signal) }));
}

export function withQuery(address: string, query: Query): string {
  const stated = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  if (stated.length === 0) return address;
  return `${address}?${new URLSearchParams(stated.map(([name, value]) => [name, String(value)]))}`;
}

async function answerOf<Answer>(answer: Promise<Response>): Promise<Answer> {
  const response = await answer;
  if (response.status === 401) noteSignedOut("ended");
  if (!response.ok) throw await problemOf(response);
  const text = await response.text();
  return (text === "" ? undefined : JSON.parse(text)) as Answer; // see get: the route's promise
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
