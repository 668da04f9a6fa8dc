import type { Terminal } from "../terminal.ts";

export interface FakeTerminal extends Terminal {
  printed(): string;
  noted(): string;
  /** Milliseconds of each wait; none of them took any time. */
  readonly waits: readonly number[];
}

/** A terminal that remembers; each look at its clock is a tenth of a second later. */
export function createFakeTerminal(
  environment: Readonly<Record<string, string>> = {},
  isScreen: boolean = false,
): FakeTerminal {
  const printed: string[] = [];
  const noted: string[] = [];
  const waits: number[] = [];
  let nowMs = 0;
  return {
    environment,
    isScreen,
    waits,
    print: (text) => printed.push(text),
    note: (text) => noted.push(text),
    now: () => {
      nowMs += 100;
      return nowMs;
    },
    wait: (ms) => {
      waits.push(ms);
      return Promise.resolve();
    },
    printed: () => printed.join(""),
    noted: () => noted.join(""),
  };
}
