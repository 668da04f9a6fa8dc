import type { JsonObject } from "@attune/contract";
import { createCollector, type Inbox } from "./collect/index.ts";
import type { Parts } from "./parts.ts";
import type { Principal } from "./platform/http/route.ts";
import { createProfileStore } from "./profile/postgres/find-profile.ts";
import { rehearsalRoutes } from "./profile/rehearsal/http/routes.ts";

/** What is rehearsed goes the way of every event; only that the answer waits until it can be read. */
export function composeRehearsal(
  { router, database, stream, clock, brand, sample }: Parts,
  inbox: Inbox,
): void {
  const collector = createCollector({
    inbox: {
      append: async (brandId, records) => {
        const positions = await inbox.append(brandId, records);
        await stream.foldedUpTo(brandId, positions.at(-1) ?? 0);
        return positions;
      },
    },
    quarantine: {
      keep: async () => {
        throw new Error("A rehearsed event was not understood.");
      },
    },
    clock,
  });
  rehearsalRoutes(router, {
    profiles: createProfileStore(database),
    currency: brand.currency,
    isSampleBrand: sample !== "off",
    take: async ({ brandId, sourceId }: Principal, event: JsonObject) => {
      const source = { sourceId, channel: "web", simulated: true } as const;
      const body = { text: JSON.stringify(event), members: event, batch: undefined };
      await collector.collect(body, event["type"] === "identify" ? "identify" : "track", {
        brandId,
        source,
        proof: "secretKey",
      });
    },
  });
}
