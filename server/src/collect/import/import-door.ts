import type { ImportAnswer, ImportKind, ImportRequest } from "@attune/contract";
import type { Clock } from "../../kernel/clock.ts";
import type { ProductStore, StoreStore } from "../catalogue/catalogue.ts";
import type { Inbox, Stream } from "../inbox.ts";
import { type CatalogueKind, importCatalogue } from "./import-catalogue.ts";
import type { Brands, ImportKeys } from "./import-ports.ts";
import { planImport } from "./import-records.ts";
import { type InboxKind, judgeRow } from "./judge-rows.ts";

export interface ImportPorts {
  readonly inbox: Inbox;
  readonly stream: Stream;
  readonly keys: ImportKeys;
  readonly products: ProductStore;
  readonly stores: StoreStore;
  readonly brands: Brands;
  readonly clock: Clock;
}

export interface ImportCaller {
  readonly brandId: number;
  readonly sourceId: number;
}

export interface ImportDoor {
  /** Takes the good rows of a file's part, all of them or (when a store is away) none. */
  take(caller: ImportCaller, kind: ImportKind, request: ImportRequest): Promise<ImportAnswer>;
}

export function createImportDoor(ports: ImportPorts): ImportDoor {
  return {
    take: (caller, kind, request) =>
      isInboxKind(kind)
        ? takeRecords(ports, caller, kind, request)
        : takeCatalogue(ports, caller.brandId, kind, request),
  };
}

function isInboxKind(kind: ImportKind): kind is InboxKind {
  return kind === "customers" || kind === "orders" || kind === "events";
}

function takeCatalogue(
  { products, stores, brands, clock }: ImportPorts,
  brandId: number,
  kind: CatalogueKind,
  { rows, dryRun }: ImportRequest,
): Promise<ImportAnswer> {
  const writers = { products, stores, currencyOf: brands.currencyOf };
  return importCatalogue(writers, brandId, kind, rows, { dryRun, at: clock.now() });
}

async function takeRecords(
  ports: ImportPorts,
  { brandId, sourceId }: ImportCaller,
  kind: InboxKind,
  { rows, dryRun, wait }: ImportRequest,
): Promise<ImportAnswer> {
  const source = await ports.brands.sourceOf(sourceId);
  const arrival = { source, receivedAt: ports.clock.now() };
  const plan = await planImport(
    ports.keys,
    brandId,
    rows.map((row) => judgeRow(kind, row, arrival)),
  );
  if (!dryRun && plan.events.length > 0) {
    const positions = await ports.inbox.append(brandId, plan.events);
    await ports.keys.save(brandId, plan.keys);
    if (wait) await ports.stream.foldedUpTo(brandId, positions.at(-1) ?? 0);
  }
  return { accepted: plan.events.length, unchanged: plan.unchanged, rejected: plan.rejected };
}
