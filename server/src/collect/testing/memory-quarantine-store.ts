import type { EventSource } from "../judge-event.ts";
import type { QuarantineStore, StoredAside } from "../quarantine-store.ts";

export interface MemoryQuarantineStore extends QuarantineStore {
  readonly asides: readonly StoredAside[];
}

export function createMemoryQuarantineStore(
  sources: ReadonlyMap<number, EventSource & { readonly key: string }>,
): MemoryQuarantineStore {
  const asides: StoredAside[] = [];
  let lastId = 0;
  const open = (brandId: number): StoredAside[] =>
    asides.filter((aside) => aside.brandId === brandId && aside.releasedAt === null);
  return {
    asides,
    add: async (rows) => {
      for (const row of rows) {
        const source = row.sourceId === null ? undefined : sources.get(row.sourceId);
        lastId += 1;
        const stored = { id: lastId, source: sourceOf(source), sourceKey: source?.key ?? null };
        asides.push({ ...row, ...stored, releasedAt: null, releasedPosition: null });
      }
    },
    list: async (brandId, { before, code, state, limit }) =>
      asides
        .filter((aside) => aside.brandId === brandId && (before === undefined || aside.id < before))
        .filter((aside) => code === undefined || aside.code === code)
        .filter((aside) => state === "all" || (aside.releasedAt === null) === (state === "open"))
        .reverse()
        .slice(0, limit),
    count: async (brandId) => {
      const counts = Map.groupBy(open(brandId), (aside) => aside.code);
      return [...counts]
        .map(([code, those]) => ({ code, count: those.length }))
        .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
    },
    find: async (brandId, id) => asides.find((aside) => aside.brandId === brandId && aside.id === id),
    markReleased: async (brandId, id, position, act) => {
      const found = open(brandId).find((aside) => aside.id === id);
      if (found === undefined) return false;
      asides[asides.indexOf(found)] = { ...found, releasedAt: act.at, releasedPosition: position };
      return true;
    },
    discard: async (brandId, id) => {
      const found = open(brandId).find((aside) => aside.id === id);
      if (found !== undefined) asides.splice(asides.indexOf(found), 1);
      return found !== undefined;
    },
  };
}

function sourceOf(source: EventSource | undefined): EventSource | null {
  if (source === undefined) return null;
  const { sourceId, channel, simulated } = source;
  return { sourceId, channel, simulated };
}
