/** What is used of `localStorage`. */
export type KeptTexts = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

/** The browser's own, so that a reload finds it again; where the visitor forbids it, for this page only. */
export function openStorage(): KeptTexts {
  try {
    const { localStorage } = window;
    localStorage.getItem("attune");
    return localStorage;
  } catch {
    return inMemory();
  }
}

export function inMemory(): KeptTexts {
  const texts = new Map<string, string>();
  return {
    get length() {
      return texts.size;
    },
    key: (at) => [...texts.keys()][at] ?? null,
    getItem: (key) => texts.get(key) ?? null,
    setItem: (key, text) => void texts.set(key, text),
    removeItem: (key) => void texts.delete(key),
  };
}

/** 128 random bits. `crypto.randomUUID` is missing on pages without TLS. */
export function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}
