import { catalogueKeySchema } from "@attune/contract";
import { z } from "zod";
import type { ListQuestion } from "../catalogue.ts";

const querySchema = z.object({
  query: z.string().max(200).default(""),
  cursor: z.string().max(600).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

/** What lists of products and stores are asked for. */
export const listQuery: z.ZodType<ListQuestion> = querySchema.transform(({ query, cursor, limit }) => ({
  query,
  cursor: cursor || undefined,
  limit,
}));

export const keyParams: z.ZodType<{ readonly key: string }> = z.object({ key: catalogueKeySchema });
