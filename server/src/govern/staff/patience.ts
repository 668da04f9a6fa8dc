/** So many wrong passwords in a row cost nothing; */
const free = 5;
const firstWaitMs = 30_000;
const longestWaitMs = 15 * 60_000;

/** How long after the last of so many wrong passwords in a row the next is judged; milliseconds. */
export function patienceAfter(failures: number): number {
  return failures < free ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(failures - free, 10));
}
