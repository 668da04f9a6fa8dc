import type { JsonObject } from "@attune/contract";

/** What a new definition begins with, of the kinds that have no form of their own. */
export const newBodies: Readonly<Record<string, JsonObject>> = {
  placement: {
    name: "",
    touchpoint: "",
    content: { headline: "" },
    contentSchema: {
      type: "object",
      required: ["headline"],
      additionalProperties: false,
      properties: { headline: { type: "string", minLength: 1, maxLength: 80 } },
    },
  },
  "contact-policy": {
    name: "",
    scope: "promotional",
    caps: [{ by: "served", most: 3, per: "day" }],
  },
  "hold-out": { name: "", share: 0.05, scope: "promotional" },
  touchpoint: { name: "", stage: "before", channel: "web", owner: "" },
  segment: { name: "", condition: { did: "Order Completed", count: { gte: 1 } } },
};

export const newKinds: readonly string[] = Object.keys(newBodies);
