import { z } from "zod";
import { bucketShare } from "./condition-bucket.ts";
import { definitionKey } from "./definition.ts";

/**
 * A share of all customers who are shown nothing personal that promotes, so that what the rest are shown can be compared with nothing.
 * Service, entitlements and staff screens are never held back. Who is in it stays in it: also when others come, and over a merge, where the
 * older of the two decides. One experience is kept back whole, also when it is shown to everyone.
 */
export interface HoldOut {
  readonly name: string;
  /** Of all customers, 0 to 1, at most four decimal places. A larger share contains the smaller. */
  readonly share: number;
  /** What the customers are dealt by; another one deals them anew. `hold-out:<key>` unless told. */
  readonly salt?: string;
  /** Everything that promotes, a programme (experiences that have this tag), or one experience. */
  readonly scope: HoldOutScope;
}

export type HoldOutScope =
  | "promotional"
  | { readonly tag: string; readonly experience?: undefined }
  | { readonly tag?: undefined; readonly experience: string };

export const holdOutSchema: z.ZodType<HoldOut> = z.strictObject({
  name: z.string().min(1).max(200),
  share: bucketShare,
  salt: z.string().min(1).max(100).exactOptional(),
  scope: z.union(
    [
      z.literal("promotional"),
      z.strictObject({ tag: definitionKey }),
      z.strictObject({ experience: definitionKey }),
    ],
    { error: 'This is "promotional", { "tag": … } or { "experience": … }.' },
  ),
});
