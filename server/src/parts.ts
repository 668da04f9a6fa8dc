import type { FastifyInstance } from "fastify";
import type { Config } from "./config.ts";
import type { Keys, LiveDefinitions } from "./govern/index.ts";
import type { Clock } from "./kernel/clock.ts";
import type { Signer } from "./kernel/signer.ts";
import type { Vault } from "./kernel/vault.ts";
import type { Memory } from "./platform/clickhouse/memory.ts";
import type { Router } from "./platform/http/route.ts";
import type { Database } from "./platform/postgres/database.ts";
import type { Brand } from "./platform/postgres/first-brand.ts";
import type { StoreScope } from "./profile/sight/sight.ts";
import type { BrandStream, StreamLeader } from "./stream/index.ts";

export interface ProgramPorts {
  readonly database: Database;
  readonly memory: Memory;
  readonly clock: Clock;
  /** Folds the brand once no other copy does. */
  readonly leaderOf: (brand: Brand) => StreamLeader;
  /** Trains what recommends products, beside everything else, and keeps it. */
  readonly trainModels: (brandId: number, nowMs: number) => Promise<void>;
  /** What of the sample brand this program loads. */
  readonly sample: Config["sample"];
  readonly log: (line: { readonly event: string; readonly code?: string }) => void;
  readonly vault: Vault;
  /** Of recognition tokens. */
  readonly signer: Signer;
  /** By which the audit is sealed. */
  readonly sealKey: Buffer;
  /** Hosts in the operator's own network that may be called. */
  readonly privateHosts: ReadonlySet<string>;
  /** Changes which brand is served while nobody else is answered; then the program is wired anew, for that brand. */
  readonly turnBrand: <T>(change: () => Promise<T>) => Promise<T>;
  readonly onDelivery?: (outcome: "delivered" | "failed" | "dropped" | "dead") => void;
  readonly onCollected?: (counts: { readonly accepted: number; readonly quarantined: number }) => void;
}

/** What every stage is wired with. */
export interface Parts extends ProgramPorts {
  readonly app: FastifyInstance;
  readonly router: Router;
  readonly brand: Brand;
  readonly keys: Keys;
  readonly live: LiveDefinitions;
  readonly stream: BrandStream;
  /** Which customers a store sees. */
  readonly storeScope: StoreScope;
}
