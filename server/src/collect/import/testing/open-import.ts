import type { ImportAnswer } from "@attune/contract";
import { expect } from "vitest";
import { stoppedClock } from "../../../kernel/clock.ts";
import type { TestStores } from "../../../platform/testing/stores.ts";
import { createProductStore } from "../../catalogue/postgres/product-store.ts";
import { createStoreStore } from "../../catalogue/postgres/store-store.ts";
import { createMemoryInbox, type MemoryInbox } from "../../testing/memory-inbox.ts";
import { type OpenRoutes, openRoutes } from "../../testing/open-routes.ts";
import { importRoutes } from "../http/routes.ts";
import { createImportDoor } from "../import-door.ts";
import { createBrands } from "../postgres/brands.ts";
import { createImportKeys } from "../postgres/import-keys.ts";

export const importNow: number = Date.UTC(2026, 2, 1, 12);

export interface OpenImport {
  readonly inbox: MemoryInbox;
  readonly api: OpenRoutes;
  /** Rows are numbered from 2, as in a file with a head. */
  send(kind: string, records: readonly unknown[], more?: object): Promise<ImportAnswer>;
}

/** The import door before an empty catalogue and an inbox in memory. */
export async function openImport({ database }: TestStores): Promise<OpenImport> {
  const inbox = createMemoryInbox();
  await database.query("truncate import_key, product, store, stock, store_area");
  const door = createImportDoor({
    inbox,
    stream: inbox,
    keys: createImportKeys(database),
    products: createProductStore(database),
    stores: createStoreStore(database),
    brands: createBrands(database),
    clock: stoppedClock(importNow),
  });
  const api = await openRoutes((router) => importRoutes(router, door));
  return {
    inbox,
    api,
    send: async (kind, records, more = {}) => {
      const rows = records.map((record, at) => ({ line: at + 2, record }));
      const answer = await api.call("POST", `/api/import/${kind}`, { rows, ...more });
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
      return answer.body;
    },
  };
}

/** Accepted, unchanged, rejected. */
export const counts = ({ accepted, unchanged, rejected }: ImportAnswer): readonly number[] => [
  accepted,
  unchanged,
  rejected.length,
];
