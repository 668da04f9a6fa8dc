/** Shut while the stores come up or are away; those who wait go on when it opens. */
export class Gate {
  #isOpen = false;
  #turnsAway = false;
  readonly #waiting = new Set<(mayPass: boolean) => void>();

  get isOpen(): boolean {
    return this.#isOpen;
  }

  open(): void {
    this.#isOpen = true;
    this.#release(true);
  }

  shut(): void {
    this.#isOpen = false;
  }

  /** It will not open again: nobody waits any longer. */
  turnAway(): void {
    this.#isOpen = false;
    this.#turnsAway = true;
    this.#release(false);
  }

  /** True when the gate is open, false when it stayed shut for `ms` or will not open again. */
  pass(ms: number): Promise<boolean> {
    if (this.#isOpen || this.#turnsAway) return Promise.resolve(this.#isOpen);
    return new Promise((resolve) => {
      const resume = (mayPass: boolean): void => {
        clearTimeout(timer);
        resolve(mayPass);
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(resume);
        resolve(false);
      }, ms);
      this.#waiting.add(resume);
    });
  }

  #release(mayPass: boolean): void {
    for (const resume of this.#waiting) resume(mayPass);
    this.#waiting.clear();
  }
}
