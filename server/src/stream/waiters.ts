/** A position that only grows, and those who wait until it is passed. */
export class Waiters {
  #position = 0;
  #waiting: { readonly position: number; readonly resolve: () => void }[] = [];

  get position(): number {
    return this.#position;
  }

  /** Resolves when `position` is passed; at once when it is already. */
  until(position: number): Promise<void> {
    if (position <= this.#position) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ position, resolve }));
  }

  passed(position: number): void {
    if (position <= this.#position) return;
    this.#position = position;
    if (this.#waiting.length === 0) return;
    const ready = this.#waiting.filter((one) => one.position <= position);
    if (ready.length === 0) return;
    this.#waiting = this.#waiting.filter((one) => one.position > position);
    for (const one of ready) one.resolve();
  }
}
