/** Lets what has come in meanwhile be taken in: the reads of the next batch go on while this one is folded. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
