import type { ComparedThing, Json } from "@attune/contract";
import type { ProfileSet } from "../profile-set.ts";
import type { AudiencePorts } from "./audiences.ts";
import type { FactCount } from "./fact-counts.ts";
import type { PastCustomer } from "./relevance.ts";
import type { StatedScheme } from "./schemes.ts";

export interface ReportPorts extends AudiencePorts {
  /** In order of key. */
  readonly statedSchemes: (brandId: number) => Promise<readonly StatedScheme[]>;
  /** What is true of how many of the first and of the second; of the things asked only. */
  readonly countFacts: (
    brandId: number,
    first: readonly number[],
    second: readonly number[],
    about: readonly ComparedThing[] | undefined,
  ) => Promise<readonly FactCount[]>;
  /** Those who shopped up to a moment. */
  readonly shoppersBy: (brandId: number, thenMs: number) => Promise<ProfileSet>;
  /** Those of them who had shopped by then, in order of profile. */
  readonly pastCustomers: (
    brandId: number,
    profileIds: readonly number[],
    moments: { readonly thenMs: number; readonly nowMs: number },
    attribute: string,
  ) => Promise<readonly StatedCustomer[]>;
  /** Lets other requests be answered. */
  readonly breathe: () => Promise<void>;
}

export interface StatedCustomer extends Pick<PastCustomer, "behaviour" | "boughtAgain"> {
  readonly attribute: Json | undefined;
}
