import { useSyncExternalStore } from "react";

/** One value that parts of the page share without being each other's parents. */
export interface SharedValue<T> {
  get(): T;
  set(next: T): void;
  /** A hook: renders anew when the value changes. */
  use(): T;
}

export function createSharedValue<T>(initial: T): SharedValue<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  const get = (): T => value;
  const subscribe = (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    get,
    set: (next) => {
      value = next;
      for (const listener of listeners) listener();
    },
    use: () => useSyncExternalStore(subscribe, get),
  };
}
