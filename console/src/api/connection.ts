import { createSharedValue } from "../state/shared-value.ts";

/** Whether the server answered the last time somebody asked. While it does not, it is asked again until it does. */
const gone = createSharedValue(false);
const firstPauseMs = 1_000;
const longestPauseMs = 8_000;
let back: () => void = () => undefined;

/** `onBack` runs each time the server is there again. */
export function watchConnection(onBack: () => void): void {
  back = onBack;
}

export function useServerGone(): boolean {
  return gone.use();
}

export function noteAnswer(): void {
  if (!gone.get()) return;
  gone.set(false);
  back();
}

export function noteSilence(): void {
  if (gone.get()) return;
  gone.set(true);
  askAgain(firstPauseMs);
}

function askAgain(pauseMs: number): void {
  const later = (): void => askAgain(Math.min(pauseMs * 2, longestPauseMs));
  setTimeout(() => {
    if (!gone.get()) return;
    fetch("/readyz", { cache: "no-store" }).then((answer) => (answer.ok ? noteAnswer() : later()), later);
  }, pauseMs);
}
