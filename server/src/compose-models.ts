import { registerModelRoutes } from "./decide/http/model-routes.ts";
import { createModelKeeper } from "./decide/index.ts";
import { createModelStore } from "./decide/postgres/model-store.ts";
import type { Parts } from "./parts.ts";

/** Models that recommend products: their card, and what trains and serves them. */
export function composeModels({
  database,
  clock,
  router,
  trainModels,
}: Parts): ReturnType<typeof createModelKeeper> {
  const models = createModelKeeper({
    store: createModelStore(database),
    train: trainModels,
    clock,
    pause: () => new Promise((resolve) => setImmediate(resolve)),
  });
  registerModelRoutes(router, (id) => models.card(id));
  return models;
}
