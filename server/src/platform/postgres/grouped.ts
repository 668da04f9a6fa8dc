interface Waiting<In, Out> {
  readonly input: In;
  readonly resolve: (output: Out) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Makes one statement of many calls, one statement at a time: what is asked in one turn of the event loop, or while a statement is under way,
 * goes together. So a call waits for nobody while little is asked, and costs the less the more is asked.
 * `work` takes at most `most` inputs, begins after they were asked, and answers in their order; when it fails, so do the calls that it was for.
 */
export function grouped<In, Out>(
  most: number,
  work: (inputs: readonly In[]) => Promise<readonly Out[]>,
): (input: In) => Promise<Out> {
  let queue: Waiting<In, Out>[] = [];
  let isBusy = false;
  const run = async (): Promise<void> => {
    while (queue.length > 0) {
      const group = queue.slice(0, most);
      queue = queue.slice(most);
      try {
        const outputs = await work(group.map(({ input }) => input));
        // There is one for each input.
        for (const [at, { resolve }] of group.entries()) resolve(outputs[at] as Out);
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    isBusy = false;
  };
  return (input) =>
    new Promise<Out>((resolve, reject) => {
      queue.push({ input, resolve, reject });
      if (isBusy) return;
      isBusy = true;
      setImmediate(() => void run());
    });
}
