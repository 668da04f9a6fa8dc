/** Runs one piece of work at a time, in the order asked. */
export interface Queue {
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Pieces of work that wait for the one that runs. */
  readonly waiting: number;
}

export function createQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return {
    run: (work) => {
      waiting += 1;
      const result = last.then(() => {
        waiting -= 1;
        return work();
      });
      last = result.catch(() => undefined);
      return result;
    },
    get waiting() {
      return waiting;
    },
  };
}
