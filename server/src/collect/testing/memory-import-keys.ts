import type { ImportKey, ImportKeys } from "../import/import-ports.ts";

export function createMemoryImportKeys(): ImportKeys {
  const kept = new Map<string, ImportKey>();
  return {
    find: async (brandId, digests) =>
      new Map(
        digests.flatMap((digest) => {
          const key = kept.get(`${brandId} ${digest}`);
          return key === undefined ? [] : [[digest, key]];
        }),
      ),
    save: async (brandId, keys) => {
      for (const key of keys) {
        const known = kept.get(`${brandId} ${key.digest}`);
        if (known === undefined || known.revision < key.revision) kept.set(`${brandId} ${key.digest}`, key);
      }
    },
  };
}
