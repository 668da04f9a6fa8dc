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
  type ProductStore,
} from "./collect/index.ts";
import { createLiveEventStore } from "./collect/postgres/live-event-store.ts";
import { createQuarantineStore } from "./collect/postgres/quarantine-store.ts";
import { createRateLimit } from "./govern/index.ts";
import { createFindKey } from "./govern/keys/http/authenticate.ts";
import type { Parts } from "./parts.ts";

const eventsPerSecondAndKey = 100_000;

/** The ways in: SDKs, quarantine, catalogue, imports. `onCatalogue` is awaited before a change of catalogue or stock is answered. */
export function composeCollect(parts: Parts, onCatalogue: () => Promise<void>): void {
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
  composeCatalogue(parts, onCatalogue);
}

function composeCatalogue(
  { router, database, stream, clock }: Parts,
  onCatalogue: () => Promise<void>,
): void {
  const [products, stores, brands] = [
    telling(createProductStore(database), onCatalogue),
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

/** What is sold out must not be shown from the moment on at which that was answered. */
function telling(store: ProductStore, onCatalogue: () => Promise<void>): ProductStore {
  const told = async <Keys>(changed: Keys): Promise<Keys> => {
    await onCatalogue();
    return changed;
  };
  return {
    ...store,
    put: async (...change) => told(await store.put(...change)),
    putStock: async (...change) => told(await store.putStock(...change)),
  };
}
