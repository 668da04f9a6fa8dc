import { productRoutes } from "./collect/catalogue/http/product-routes.ts";
import { storeRoutes } from "./collect/catalogue/http/store-routes.ts";
import { createProductStore } from "./collect/catalogue/postgres/product-store.ts";
import { createStoreStore } from "./collect/catalogue/postgres/store-store.ts";
import { createLibraryFiles } from "./collect/http/library-files.ts";
import { registerCollectRoutes } from "./collect/http/routes.ts";
import { importRoutes } from "./collect/import/http/routes.ts";
import { createBrands } from "./collect/import/postgres/brands.ts";
import { createImportKeys } from "./collect/import/postgres/import-keys.ts";
import {
  createCollector,
  createImportDoor,
  createQuarantine,
  digestMessageId,
  type Quarantine,
} from "./collect/index.ts";
import { createLiveEventStore } from "./collect/postgres/live-event-store.ts";
import { createQuarantineStore } from "./collect/postgres/quarantine-store.ts";
import { createRateLimit } from "./govern/index.ts";
import { createFindKey } from "./govern/keys/http/authenticate.ts";
import type { Parts } from "./parts.ts";

const eventsPerSecondAndKey = 100_000;

/** The ways in: SDKs, quarantine, catalogue, imports. */
export function composeCollect(parts: Parts): { readonly quarantine: Quarantine } {
  const { app, router, keys, database, stream, clock, onCollected } = parts;
  const quarantine = createQuarantine({
    store: createQuarantineStore(database),
    inbox: stream.inbox,
    stream,
    clock,
    digestMessageId,
  });
  registerCollectRoutes(app, router, {
    quarantine,
    liveEvents: createLiveEventStore(database),
    wire: {
      keys,
      findKey: createFindKey(keys),
      library: createLibraryFiles(),
      collector: createCollector({ inbox: stream.inbox, quarantine, clock }),
      rateLimit: createRateLimit({ eventsPerSecond: eventsPerSecondAndKey, clock }),
      ...(onCollected === undefined ? {} : { onCollected }),
    },
  });
  composeCatalogue(parts);
  return { quarantine };
}

function composeCatalogue({ router, database, stream, clock }: Parts): void {
  const [products, stores, brands] = [
    createProductStore(database),
    createStoreStore(database),
    createBrands(database),
  ];
  productRoutes(router, { products, stores, currencyOf: brands.currencyOf, clock });
  storeRoutes(router, { stores, clock });
  importRoutes(
    router,
    createImportDoor({
      inbox: stream.inbox,
      stream,
      keys: createImportKeys(database),
      products,
      stores,
      brands,
      clock,
    }),
  );
}
