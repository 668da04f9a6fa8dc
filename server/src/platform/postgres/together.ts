/**
 * Waits for statements that were asked for at once. All have ended when it does, also when one fails: none may run after the rollback.
 * @throws the error of the first that failed
 */
export async function together<T extends readonly Promise<unknown>[]>(
  asked: readonly [...T],
): Promise<{ -readonly [At in keyof T]: Awaited<T[At]> }> {
  await Promise.allSettled(asked);
  return Promise.all(asked);
}
