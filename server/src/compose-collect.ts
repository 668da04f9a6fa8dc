import { productRoutes } from "./collect/catalogue/http/product-routes.ts";
import { storeRoutes } from "./collect/catalogue/http/store-routes.ts";
import { readProductChanges } from "./collect/catalogue/postgres/product-changes.ts";
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
  createKnownProducts,
  createQuarantine,
  digestMessageId,
  type Inbox,
  type KnownProducts,
  type ProductStore,
  tellingCatalogue,
} from "./collect/index.ts";
import { createLiveEventStore } from "./collect/postgres/live-event-store.ts";
import { createQuarantineStore } from "./collect/postgres/quarantine-store.ts";
import { composeRehearsal } from "./compose-rehearsal.ts";
import { createRateLimit } from "./govern/index.ts";
import { createFindKey } from "./govern/keys/http/authenticate.ts";
import type { Parts } from "./parts.ts";

const eventsPerSecondAndKey = 100_000;

/** Another copy of the program may have changed the catalogue. */
const lookAgainMs = 2_000;

export interface ComposedCollect {
  /** Resolves when events can be told what the catalogue says. */
  start(): Promise<void>;
  stop(): void;
}

/** The ways in: SDKs, quarantine, catalogue, imports. `onCatalogue` is awaited before a change of catalogue or stock is answered. */
export function composeCollect(parts: Parts, onCatalogue: () => Promise<void>): ComposedCollect {
  const { brandId } = parts.brand;
  const known = createKnownProducts(brandId, (id, mark) => readProductChanges(parts.database, id, mark));
  const inbox = tellingCatalogue(parts.stream.inbox, known);
  composeDoors(parts, inbox);
  composeRehearsal(parts, inbox);
  composeCatalogue(parts, inbox, async () => {
    await Promise.all([known.refresh(), onCatalogue()]);
  });
  return following(known);
}

function following(known: KnownProducts): ComposedCollect {
  let timer: NodeJS.Timeout | undefined;
  return {
    start: async () => {
      await known.refresh();
      timer = setInterval(() => {
        known.refresh().catch(() => undefined); // Postgres is away: what was known stays
      }, lookAgainMs);
    },
    stop: () => clearInterval(timer),
  };
}

function composeDoors(parts: Parts, inbox: Inbox): void {
  const { app, router, keys, database, stream, clock, onCollected } = parts;
  const quarantine = createQuarantine({
    store: createQuarantineStore(database),
    inbox,
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
      collector: createCollector({ inbox, quarantine, clock }),
      rateLimit: createRateLimit({ eventsPerSecond: eventsPerSecondAndKey, clock }),
      ...(onCollected === undefined ? {} : { onCollected }),
    },
  });
}

function composeCatalogue(
  { router, database, stream, clock }: Parts,
  inbox: Inbox,
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
      inbox,
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
    withdraw: async (...change) => told(await store.withdraw(...change)),
  };
}
