/** What must be ended when a bench is over, however it ends; the last begun goes first. */
const open: (() => Promise<void> | void)[] = [];
let ending: Promise<void> | undefined;

/** Returns what ends it earlier. */
export function endLater(end: () => Promise<void> | void): () => Promise<void> {
  open.push(end);
  return async () => {
    const at = open.indexOf(end);
    if (at === -1) return;
    open.splice(at, 1);
    await end();
  };
}

/** Ends everything; a failure to end one thing does not keep the others. */
export function endAll(): Promise<void> {
  ending ??= (async () => {
    for (let end = open.pop(); end !== undefined; end = open.pop()) {
      try {
        await end();
      } catch (error) {
        process.stderr.write(`Could not be ended: ${String(error)}\n`);
      }
    }
    ending = undefined;
  })();
  return ending;
}

/** Signals end what was begun before they end us. */
export function endOnSignals(): void {
  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const) {
    process.on(signal, () => {
      void endAll().finally(() => process.exit(code));
    });
  }
}
