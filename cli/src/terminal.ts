/** The outside world of a command. */
export interface Terminal {
  /** Results. */
  readonly print: (text: string) => void;
  /** Progress and complaints. */
  readonly note: (text: string) => void;
  /** Whether `note` goes to a person's screen, where a line can be written over. */
  readonly isScreen: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
}

export const systemTerminal: Terminal = {
  print: (text) => process.stdout.write(text),
  note: (text) => process.stderr.write(text),
  isScreen: process.stderr.isTTY === true,
  environment: process.env,
  now: () => Date.now(),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};
