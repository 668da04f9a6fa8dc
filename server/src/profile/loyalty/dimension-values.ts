import type { DimensionName } from "@attune/contract";

/** Null is no data. Also for percentiles. */
export type DimensionValues = Readonly<Record<DimensionName, number | null>>;
/** Codes. */
export type Bands = Readonly<Record<DimensionName, string>>;
