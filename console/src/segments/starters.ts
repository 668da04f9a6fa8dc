import type { Json } from "@attune/contract";
import { words } from "../words/words.ts";

/** Conditions to begin with: changing one is easier than writing one. */
export const starters: readonly { readonly label: string; readonly condition: Json }[] = [
  {
    label: words.editor.starter.boughtTwice,
    condition: { did: "Order Completed", count: { gte: 2 }, within: "30d" },
  },
  {
    label: words.editor.starter.cartLeft,
    condition: {
      all: [
        { did: "Product Added", count: { gte: 1 }, within: "7d" },
        { not: { did: "Order Completed", count: { gte: 1 }, within: "7d" } },
      ],
    },
  },
  { label: words.editor.starter.country, condition: { trait: "address.country", is: "AU" } },
  { label: words.editor.starter.mayMail, condition: { consent: "email.marketing", is: "granted" } },
];
