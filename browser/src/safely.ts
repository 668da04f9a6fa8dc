const told = new Set<string>();

/** Tells the developer in the console, each thing once. */
export function tell(what: string, cause: unknown = ""): void {
  if (told.has(what)) return;
  told.add(what);
  console.warn(`Attune: ${what}`, cause);
}

/** The same function, but what goes wrong in it stays in it: the page gets `fallback`. */
export function safely<Args extends readonly unknown[], Result>(
  fallback: Result,
  run: (...args: Args) => Result,
): (...args: Args) => Result {
  return (...args) => {
    try {
      return run(...args);
    } catch (fault) {
      tell("something went wrong; the page goes on without it.", fault);
      return fallback;
    }
  };
}
