import type { TokenAnswer, TokenRequest, TokenRevocation } from "@attune/contract";
import type { Clock } from "../kernel/clock.ts";
import type { Signer } from "../kernel/signer.ts";
import type { Customer } from "./customers.ts";
import type { ReadToken, Recognise } from "./recognise.ts";
import { type RecognitionToken, readToken, writeToken } from "./recognition-token.ts";
import { refusals } from "./refusals.ts";

/** What counts no longer. Times are epoch milliseconds. */
export interface Revocations {
  /** Whether this token was revoked, or all of its leaf up to its making. */
  has(token: RecognitionToken): Promise<boolean>;
  /** Resolves when it is committed. `untilMs`: none of the tokens is valid after that. */
  add(brandId: number, subjects: readonly string[], atMs: number, untilMs: number): Promise<void>;
}

/** Tokens by which a link in a message or a code in the store recognises a customer: signed, expiring, revocable. */
export interface Recognition {
  /** @throws Refusal 404 when nobody is known by that name */
  issue(brandId: number, request: TokenRequest): Promise<TokenAnswer>;
  /** One token, or all that were made for a customer so far. @throws Refusal 404, 422 */
  revoke(brandId: number, request: TokenRevocation): Promise<void>;
  readonly read: ReadToken;
}

interface Ports {
  readonly signer: Signer;
  readonly revocations: Revocations;
  readonly find: Recognise;
  readonly clock: Clock;
  /** 64 random bits, in hexadecimal. */
  readonly newSerial: () => string;
}

const daySeconds = 86_400;
const usualSeconds = 30 * daySeconds;
/** The longest that a token is made for. */
const mostSeconds = 366 * daySeconds;

export function createRecognition({ signer, revocations, find, clock, newSerial }: Ports): Recognition {
  const customerOf = async (
    brandId: number,
    named: Pick<TokenRequest, "identity" | "profile">,
  ): Promise<Customer> => {
    const found = await find({ brandId, proof: "secretKey" }, { identity: {}, ...named });
    if (found === undefined) throw refusals.nobodyToRecognise();
    return found;
  };
  return {
    issue: async (brandId, { expiresInSeconds = usualSeconds, ...named }) => {
      const { leafId } = await customerOf(brandId, named);
      const issuedAt = clock.now();
      const expiresAt = issuedAt + expiresInSeconds * 1_000;
      const token = writeToken(signer, { brandId, leafId, issuedAt, expiresAt, serial: newSerial() });
      return { token, expiresAt: new Date(expiresAt).toISOString() };
    },
    revoke: async (brandId, { token: text, ...named }) => {
      const now = clock.now();
      if (text === undefined) {
        const { leafIds } = await customerOf(brandId, named);
        const subjects = leafIds.map((leafId) => `leaf:${leafId}`);
        return revocations.add(brandId, subjects, now, now + mostSeconds * 1_000);
      }
      const token = readToken(signer, text);
      if (token?.brandId !== brandId) throw refusals.notOurToken();
      return revocations.add(brandId, [`token:${token.serial}`], now, token.expiresAt);
    },
    read: async (brandId, text) => {
      const token = readToken(signer, text);
      if (token?.brandId !== brandId || clock.now() >= token.expiresAt) return undefined;
      return (await revocations.has(token)) ? undefined : token.leafId;
    },
  };
}
