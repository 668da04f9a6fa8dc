import { compose } from "../server/src/compose.ts";
import { systemClock } from "../server/src/kernel/clock.ts";
import { createSigner } from "../server/src/kernel/signer.ts";
import { createVault } from "../server/src/kernel/vault.ts";
import type { ProgramPorts } from "../server/src/parts.ts";
import { createApp } from "../server/src/platform/http/app.ts";
import { Door } from "../server/src/platform/http/door.ts";
import { openapiOf } from "../server/src/platform/http/openapi.ts";
import type { Brand } from "../server/src/platform/postgres/first-brand.ts";
import type { OpenapiDocument } from "./types-of-routes.ts";

/** `/openapi.json` without a server and its stores: routes are told while the program is composed, before it starts. */
export async function makeOpenapiDocument(): Promise<OpenapiDocument> {
  const { router } = await compose(createApp(new Door()), ports());
  return openapiOf(router.specs, "0") as unknown as OpenapiDocument; // made of these very members
}

function ports(): ProgramPorts {
  const brand: Brand = { brandId: 1, key: "main", name: "None", timeZone: "UTC", currency: "EUR" };
  const refuse = (): never => {
    throw new Error("There is no store behind a document.");
  };
  return {
    database: {
      query: async <Row>() => [brand] as Row[], // all that composing asks: which brand there is
      transaction: refuse,
      connect: refuse,
      breakConnections: refuse,
      close: refuse,
    },
    memory: {
      query: refuse,
      rows: refuse,
      insertLines: refuse,
      insertTabbed: refuse,
      command: refuse,
      ping: refuse,
      close: refuse,
    },
    clock: systemClock,
    leaderOf: () => ({ start: refuse, handOver: refuse, breakConnections: refuse, stop: refuse }),
    trainModels: refuse,
    sample: "off",
    log: refuse,
    vault: createVault("document"),
    signer: createSigner("document", "recognition"),
    sealKey: Buffer.alloc(32),
    privateHosts: new Set(),
    turnBrand: refuse,
  };
}
