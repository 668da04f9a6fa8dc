import type { EventQueue } from "./queue.ts";
import { safely, tell } from "./safely.ts";

const together = 100;
const longestPause = 60_000;
const longestRequest = 15_000;
/** What a page that is left may still send, in bytes. */
const keepAliveLimit = 60_000;
/** The server will never take it: keeping it would block what comes behind. */
const hopeless = [400, 413, 422];

export interface Address {
  readonly key: string;
  /** Without a slash at the end. */
  readonly url: string;
}

export interface Sender {
  /** Sends what waits, what happens together in one request. */
  soon(): void;
}

export function createSender({ key, url }: Address, queue: EventQueue): Sender {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isSending = false;
  let failures = 0;

  const later = (pause: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => start(false), pause);
  };

  const start = (isLeaving: boolean): void => {
    timer = undefined;
    send(isLeaving).catch((fault: unknown) => tell("events could not be sent.", fault));
  };

  /** `isLeaving`: does not wait for the request before; what is sent twice the server knows by its message id. */
  const send = async (isLeaving: boolean): Promise<void> => {
    const waiting = queue.next();
    if (waiting.length === 0 || (isSending && !isLeaving)) return;
    isSending = true;
    const pause = await trySend(
      `{"writeKey":${JSON.stringify(key)},"sentAt":"${new Date().toISOString()}","batch":[${waiting.map(({ text }) => text)}]}`,
    );
    isSending = false;
    failures = pause === 0 ? 0 : failures + 1;
    if (pause === 0) queue.remove(waiting);
    later(pause === 0 ? 0 : Math.max(pause, backOff(failures)));
  };

  /** Milliseconds to wait at least before it is sent again; 0 when it need not be. */
  const trySend = async (body: string): Promise<number> => {
    const stop = new AbortController();
    const deadline = setTimeout(() => stop.abort(), longestRequest);
    try {
      // Without a Content-Type of its own the request needs no preflight.
      const keepalive = new TextEncoder().encode(body).length < keepAliveLimit;
      const { ok, status, headers } = await fetch(`${url}/v1/batch`, {
        method: "POST",
        body,
        keepalive,
        credentials: "omit",
        signal: stop.signal,
      });
      if (!ok) tell(`events were answered with ${status}.`);
      if (ok || hopeless.includes(status)) return 0;
      return Number(headers.get("Retry-After")) * 1000 || 1;
    } catch {
      // Offline, or the server is away: that is what the queue is for.
      return 1;
    } finally {
      clearTimeout(deadline);
    }
  };

  const onLeave = safely(undefined, () => {
    if (document.visibilityState === "hidden") start(true);
  });
  document.addEventListener("visibilitychange", onLeave);
  addEventListener("online", () => {
    failures = 0;
    later(0);
  });
  return {
    soon: () => {
      if (failures === 0 && timer === undefined) later(together);
    },
  };
}

function backOff(failures: number): number {
  return Math.min(longestPause, 500 * 2 ** failures) * (0.5 + Math.random() / 2);
}
