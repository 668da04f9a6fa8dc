const usualTurnMs = 20;

/**
 * Asks again and again until the answer is there: for conditions of another process, which cannot signal to us.
 * A question that costs something is asked every `turnMs` only.
 * @returns the first answer that is not undefined
 * @throws Error naming what was waited for, after `withinMs`
 */
export async function waitUntil<Answer>(
  what: string,
  ask: () => Answer | undefined | Promise<Answer | undefined>,
  withinMs = 30_000,
  turnMs: number = usualTurnMs,
): Promise<Answer> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > deadline) throw new Error(`Waited ${withinMs} ms in vain for: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, turnMs));
  }
}
