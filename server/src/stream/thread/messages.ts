import type { GroundBrand } from "../../profile/loyalty/postgres/read-ground.ts";
import type { AppendedGroup } from "../handed.ts";
import type { StreamNews } from "../stream-leader.ts";

/** What the thread is made with. */
export interface ThreadData {
  readonly postgresUrl: string;
  readonly clickhouseUrl: string;
  readonly brand: GroundBrand;
}

/** From the doors to the thread. */
export type Order =
  | { readonly kind: "handOver"; readonly group: AppendedGroup }
  | { readonly kind: "breakConnections" }
  | { readonly kind: "stop" };

/** From the thread to the doors. */
export type Report =
  | { readonly kind: "started" }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "stopped" }
  | { readonly kind: "news"; readonly news: News };

/** One call of `StreamNews` as it goes between threads. */
export type News = {
  [Name in keyof StreamNews]: { readonly name: Name; readonly value: Parameters<StreamNews[Name]>[0] };
}[keyof StreamNews];
