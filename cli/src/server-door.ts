import type { Terminal } from "./terminal.ts";

/** What the server answered instead of a result, in the form of RFC 9457. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly { readonly pointer: string; readonly message: string }[];
}

/** The server said no, or could not be reached in the end. Ends the command with exit code 3. */
export class ServerFault extends Error {
  readonly problem: Problem | undefined;

  constructor(message: string, problem?: Problem) {
    super(message);
    this.name = "ServerFault";
    this.problem = problem;
  }
}

/** The API of a running server, as far as this tool needs it. */
export interface ServerDoor {
  /** The JSON that was answered. Waits out a busy or restarting server for about a minute. */
  call(method: "GET" | "POST" | "PUT", path: string, body?: string): Promise<unknown>;
}

const mostTries = 10;

/** `url`: where the server is, such as http://127.0.0.1:8080; `key`: a secret key. */
export function openDoor(url: string, key: string, terminal: Pick<Terminal, "wait">): ServerDoor {
  return {
    call: async (method, path, body) => {
      for (let attempt = 1; ; attempt++) {
        const answer = await ask(url, key, method, path, body);
        if (answer.kind === "result") return answer.result;
        if (answer.kind === "no") throw new ServerFault(advice(answer.problem, url), answer.problem);
        if (attempt === mostTries) throw new ServerFault(`${url} cannot be reached: ${answer.why}`);
        await terminal.wait(answer.afterMs ?? Math.min(10_000, 250 * 2 ** attempt));
      }
    },
  };
}

type Answer =
  | { readonly kind: "result"; readonly result: unknown }
  | { readonly kind: "no"; readonly problem: Problem }
  | { readonly kind: "later"; readonly why: string; readonly afterMs?: number };

async function ask(
  url: string,
  key: string,
  method: string,
  path: string,
  body: string | undefined,
): Promise<Answer> {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  let response: Response;
  let text: string;
  try {
    response = await fetch(new URL(path, url), { method, headers, ...(body === undefined ? {} : { body }) });
    text = await response.text();
  } catch (error) {
    return { kind: "later", why: reasonOf(error) };
  }
  if (response.ok) return { kind: "result", result: parse(text) };
  const problem = problemOf(response.status, text);
  if (response.status !== 429 && response.status < 500) return { kind: "no", problem };
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  const why = `it answers ${response.status} (${problem.detail})`;
  return Number.isFinite(seconds) ? { kind: "later", why, afterMs: seconds * 1000 } : { kind: "later", why };
}

/** `fetch failed` says nothing; its cause does (ECONNREFUSED …). */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error && cause.message !== "" ? cause.message : error.message;
}

function parse(text: string): unknown {
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    throw new ServerFault("The answer is no JSON. Is there an Attune server at this address?");
  }
}

function problemOf(status: number, text: string): Problem {
  let told: Partial<Problem> = {};
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === "object" && parsed !== null) told = parsed;
  } catch {
    // Not every front before the server speaks JSON; the status then says all there is.
  }
  const { code = "", detail = `status ${status}`, errors = [] } = told;
  return { status, code, detail, errors };
}

function advice(problem: Problem, url: string): string {
  const { status, detail } = problem;
  if (status === 401) return "The key was refused. Give a secret key with --key or in ATTUNE_KEY.";
  if (status === 403) return `The key may not do this (${detail}). A secret key is needed, not a public one.`;
  if (status === 404)
    return `${url} has no such door (${detail}). Is there an Attune server at this address?`;
  return [detail, ...problem.errors.map(({ pointer, message }) => `  ${pointer || "/"}: ${message}`)].join(
    "\n",
  );
}
