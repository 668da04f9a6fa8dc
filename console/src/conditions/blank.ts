import type { Json } from "@attune/contract";
import type { LeafOperator } from "./shapes.ts";

/** What a new part begins with: as much as can be guessed, the rest empty and said to be missing. */
export const blanks: Readonly<Record<LeafOperator, Json>> = {
  did: { did: "Order Completed", within: "30d" },
  sequence: { sequence: [{ did: "Product Viewed" }, { did: "Product Added", within: "1d" }] },
  trait: { trait: "", is: "" },
  near: { near: { store: "" }, km: 10 },
  occasion: { occasion: "birthday", before: "14d" },
  preference: { preference: "colour", likes: "" },
  consent: { consent: "email.marketing", is: "granted" },
  segment: { segment: "" },
  list: { list: "" },
  scheme: { scheme: "", is: "" },
  bucket: { bucket: "test", until: 0.1 },
  stage: { stage: "grow" },
  rfm: { rfm: { group: ["CHAMPIONS"] } },
  dimension: { dimension: "netSpend12m", gte: 10_000 },
  band: { band: "daysSinceShop", in: ["RC"] },
  score: { score: "churn", gte: 0.7 },
  regularStore: { regularStore: "" },
  joinedStore: { joinedStore: "" },
  catchment: { catchment: "" },
};

/** In the order in which they are offered. */
export const kinds: readonly {
  readonly name: "doing" | "being" | "belonging" | "shopping" | "places";
  readonly of: readonly LeafOperator[];
}[] = [
  { name: "doing", of: ["did", "sequence"] },
  { name: "being", of: ["trait", "consent", "preference", "occasion"] },
  { name: "belonging", of: ["segment", "list", "scheme", "bucket"] },
  { name: "shopping", of: ["stage", "rfm", "dimension", "band", "score"] },
  { name: "places", of: ["near", "regularStore", "joinedStore", "catchment"] },
];
