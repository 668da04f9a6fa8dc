import { z } from "zod";

/** For whom a recognition token is made: `prf_…`, or an identifier of the customer. */
export interface TokenRequest {
  readonly identity?: Readonly<Record<string, string>>;
  readonly profile?: string;
  /** 30 days unless told; at most 366. */
  readonly expiresInSeconds?: number;
}

export interface TokenAnswer {
  /** 64 characters of an address: letters, digits, `-` and `_`. */
  readonly token: string;
  /** ISO 8601, UTC. */
  readonly expiresAt: string;
}

/** One token, or all that were made for a customer so far. */
export interface TokenRevocation {
  readonly token?: string;
  readonly identity?: Readonly<Record<string, string>>;
  readonly profile?: string;
}

const named = {
  identity: z.record(z.string(), z.string().max(500)).exactOptional(),
  profile: z.string().min(1).max(20).exactOptional(),
};

export const tokenRequestSchema: z.ZodType<TokenRequest> = z.strictObject({
  ...named,
  expiresInSeconds: z
    .int()
    .min(60)
    .max(366 * 86_400)
    .exactOptional(),
});

export const tokenAnswerSchema: z.ZodType<TokenAnswer> = z.strictObject({
  token: z.string(),
  expiresAt: z.iso.datetime(),
});

export const tokenRevocationSchema: z.ZodType<TokenRevocation> = z.strictObject({
  token: z.string().min(1).max(200).exactOptional(),
  ...named,
});
