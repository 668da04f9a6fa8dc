/** Those who wait until a position is passed. */
export class Waiters {
  #waiting: { readonly position: number; readonly resolve: () => void }[] = [];

  /** Resolves when `position` is passed; at once when `current` is there already. */
  until(position: number, current: number): Promise<void> {
    if (position <= current) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ position, resolve }));
  }

  passed(current: number): void {
    if (this.#waiting.length === 0) return;
    const ready = this.#waiting.filter((one) => one.position <= current);
    if (ready.length === 0) return;
    this.#waiting = this.#waiting.filter((one) => one.position > current);
    for (const one of ready) one.resolve();
  }
}
