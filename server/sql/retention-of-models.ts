import type { RetentionLine } from "./retention-of-memberships.ts";

/** What models that recommend products keep, all in Postgres. */
export const modelLines: readonly RetentionLine[] = [
  [
    "item_model",
    "what models learned from, when, and how well they do",
    "none",
    "the last two trainings",
    "the next training",
    true,
  ],
  [
    "item_model_part",
    "products in the order of visits, and weights; nothing of who did it",
    "none",
    "the last two trainings",
    "the next training",
    true,
  ],
  [
    "item_count",
    "which products were sold together and how often each was looked at; nothing of who did it",
    "none",
    "the last count",
    "the next count",
    true,
  ],
  [
    "item_training",
    "when the last training began",
    "none",
    "as long as the brand is",
    "dropping the database",
    true,
  ],
];
