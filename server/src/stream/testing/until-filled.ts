import type { Database } from "../../platform/postgres/database.ts";
import { untilRow } from "./live-definitions.ts";

/** Resolves when loyalty is kept of everybody. */
export function untilFilled(database: Database): Promise<void> {
  return untilRow({ stores: { database } }, "select 1 from loyalty_thresholds where applied_at is not null");
}
