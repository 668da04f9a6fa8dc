/** Shut while the stores come up or are away; those who wait go on when it opens. */
export class Gate {
  #isOpen = false;
  readonly #waiting = new Set<() => void>();

  get isOpen(): boolean {
    return this.#isOpen;
  }

  open(): void {
    this.#isOpen = true;
    for (const resume of this.#waiting) resume();
    this.#waiting.clear();
  }

  shut(): void {
    this.#isOpen = false;
  }

  /** True when the gate is open, false when it stayed shut for `ms`. */
  pass(ms: number): Promise<boolean> {
    if (this.#isOpen) return Promise.resolve(true);
    return new Promise((resolve) => {
      const resume = (): void => {
        clearTimeout(timer);
        resolve(true);
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(resume);
        resolve(false);
      }, ms);
      this.#waiting.add(resume);
    });
  }
}
