import type { FirstKey, KeyStore, KnownKey, ListedKey, NewKey, Source } from "../key-store.ts";

interface Held extends ListedKey {
  readonly digest: string;
}

/** The keys and sources of brand 1, with the source `web`. */
export function createMemoryKeyStore(): KeyStore & { away: boolean; reads: number } {
  const sources: Source[] = [{ sourceId: 1, key: "web", name: "Web shop", channel: "web", simulated: false }];
  const held: Held[] = [];
  const sourceOf = (key: string): Source | undefined => sources.find((source) => source.key === key);

  function add(brandId: number, key: NewKey, at: number): Held | undefined {
    if (brandId !== 1 || sourceOf(key.sourceKey) === undefined) return undefined;
    if (held.some((other) => other.digest === key.digest)) return undefined;
    const added = { ...key, keyId: held.length + 1, createdAt: at, revokedAt: null };
    held.push(added);
    return added;
  }

  function addFirst(wanted: readonly FirstKey[], at: number): readonly NewKey[] {
    const kinds = new Set(held.filter((key) => key.revokedAt === null).map((key) => key.kind));
    return wanted.filter((key) => (key.isGiven || !kinds.has(key.kind)) && add(1, key, at) !== undefined);
  }

  return {
    away: false,
    reads: 0,
    async findLive() {
      if (this.away) throw Object.assign(new Error("The store is away."), { code: "ECONNREFUSED" });
      this.reads += 1;
      const live = held.filter((key) => key.revokedAt === null);
      return new Map(live.flatMap((key) => toKnown(key, sourceOf(key.sourceKey))));
    },
    list: async (brandId) => (brandId === 1 ? held.map(toListed) : []),
    add: async (brandId, key, { at }) => {
      const added = add(brandId, key, at);
      return added === undefined ? undefined : toListed(added);
    },
    revoke: async (brandId, keyId, { at }) => {
      const found = brandId === 1 ? held.find((key) => key.keyId === keyId) : undefined;
      if (found === undefined) return "unknown";
      const secrets = held.filter((key) => key.kind === "secret" && key.revokedAt === null);
      if (secrets.length === 1 && secrets[0] === found) return "lastSecret";
      held[held.indexOf(found)] = { ...found, revokedAt: found.revokedAt ?? at };
      return "revoked";
    },
    listSources: async (brandId) => (brandId === 1 ? sources : []),
    addSource: async (brandId, source) => {
      if (brandId !== 1 || sourceOf(source.key) !== undefined) return undefined;
      const added = { ...source, sourceId: sources.length + 1 };
      sources.push(added);
      return added;
    },
    addFirst: async (_brandId, source, wanted, { at }) => {
      if (sourceOf(source.key) === undefined) sources.push({ ...source, sourceId: sources.length + 1 });
      return addFirst(wanted, at);
    },
  };
}

function toKnown(key: Held, source: Source | undefined): [string, KnownKey][] {
  return source === undefined ? [] : [[key.digest, { keyId: key.keyId, kind: key.kind, brandId: 1, source }]];
}

function toListed({ digest: _, ...key }: Held): ListedKey {
  return key;
}
