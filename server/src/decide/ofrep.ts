import { hash } from "node:crypto";
import {
  channelSchema,
  type DecideRequest,
  type Json,
  type PlacementAnswer,
  type Proof,
  parseNamespace,
} from "@attune/contract";
import { z } from "zod";
import type { LoggedAnswer, LoggedRecord } from "./decision-log.ts";

/** OpenFeature Remote Evaluation: a placement is a flag, its answer the flag's value. */
export interface OfrepFlag {
  readonly key: string;
  readonly reason: "STATIC" | "TARGETING_MATCH" | "SPLIT" | "DISABLED";
  readonly value: Json;
  readonly variant?: string;
  readonly metadata: Readonly<Record<string, string | number | boolean>>;
}

type OfrepErrorCode =
  | "PARSE_ERROR"
  | "TARGETING_KEY_MISSING"
  | "INVALID_CONTEXT"
  | "GENERAL"
  | "FLAG_NOT_FOUND";

/** What a provider is told instead of a value. */
export class OfrepFault extends Error {
  readonly status: 400 | 404;
  readonly errorCode: OfrepErrorCode;

  constructor(status: 400 | 404, errorCode: OfrepErrorCode, details: string) {
    super(details);
    this.name = "OfrepFault";
    this.status = status;
    this.errorCode = errorCode;
  }
}

/** A request without what it asks for, and for bulk evaluation what the context narrows it to. */
export interface OfrepQuestion extends Pick<DecideRequest, "identity" | "context" | "token"> {
  readonly placements: readonly string[] | undefined;
}

const short = z.string().min(1).max(300);

const contextSchema = z.looseObject({
  targetingKey: z.string().min(1).max(500),
  channel: channelSchema.exactOptional(),
  store: short.exactOptional(),
  productId: short.exactOptional(),
  language: short.exactOptional(),
  token: short.exactOptional(),
  placements: z.array(z.string().min(1).max(100)).max(200).exactOptional(),
});

type Context = z.infer<typeof contextSchema>;

/** @throws OfrepFault (400) */
export function readOfrepRequest(body: unknown, proof: Exclude<Proof, "none">): OfrepQuestion {
  const given = z.object({ context: z.record(z.string(), z.unknown()) }).safeParse(body);
  if (!given.success) throw new OfrepFault(400, "INVALID_CONTEXT", "The request has no context.");
  const { targetingKey } = given.data.context;
  if (targetingKey === undefined || targetingKey === null || targetingKey === "")
    throw new OfrepFault(400, "TARGETING_KEY_MISSING", "The context has no targetingKey.");
  const parsed = contextSchema.safeParse(given.data.context);
  if (!parsed.success) {
    const [fault] = parsed.error.issues;
    throw new OfrepFault(400, "INVALID_CONTEXT", `${fault?.path.join(".")}: ${fault?.message}`);
  }
  const { channel, store, productId, language, token, placements } = parsed.data;
  return {
    identity: identityOf(parsed.data, proof),
    ...(token === undefined ? {} : { token }),
    context: {
      ...(channel === undefined ? {} : { channel }),
      ...(store === undefined ? {} : { store }),
      ...(productId === undefined ? {} : { productId }),
      ...(language === undefined ? {} : { language }),
    },
    placements,
  };
}

/** Members that are namespaces name the customer; without any the targeting key is a user's id, or of a page a device's. */
function identityOf(
  { targetingKey, ...members }: Context,
  proof: Exclude<Proof, "none">,
): DecideRequest["identity"] {
  const named = Object.entries(members).flatMap(([name, value]) =>
    parseNamespace(name) !== undefined && (typeof value === "string" || typeof value === "number")
      ? [[name, String(value)] as const]
      : [],
  );
  if (named.length > 0) return Object.fromEntries(named);
  return { [proof === "publicKey" ? "anonymousId" : "userId"]: targetingKey };
}

/** The answer for a placement, as a flag. There is always a value: older providers take none for a fault. */
export function tellFlag(
  key: string,
  decisionId: string,
  answer: PlacementAnswer,
  { versions, answer: logged }: LoggedRecord,
): OfrepFlag {
  const { experience, variant, reason } = answer;
  const holdout = reason.code === "heldOut";
  const propensity = propensityOf(logged[key]);
  return {
    key,
    reason: reasonOf(answer, holdout),
    value: flagValue(answer),
    ...(variant === undefined ? {} : { variant }),
    metadata: {
      decisionId,
      policyVersion: versions.definitions,
      ...(experience === null ? {} : { experience }),
      reason: reason.code,
      holdout,
      ...(propensity === null ? {} : { propensity }),
    },
  };
}

function propensityOf(logged: LoggedAnswer | undefined): number | null {
  return logged?.exposure?.[3] ?? null;
}

function reasonOf({ variant, reason }: PlacementAnswer, holdout: boolean): OfrepFlag["reason"] {
  if (variant !== undefined) return "SPLIT";
  if (holdout) return "DISABLED";
  return reason.code === "personalised" ? "TARGETING_MATCH" : "STATIC";
}

/** Content that is a truth value, a number or a text is the value itself; any other comes with what is told beside it. */
function flagValue({ experience, kind, locale, content, items }: PlacementAnswer): Json {
  if (items === undefined && content !== null && typeof content !== "object") return content;
  return {
    experience,
    ...(kind === undefined ? {} : { kind }),
    ...(locale === undefined ? {} : { locale }),
    content,
    ...(items === undefined ? {} : { items: items.map((item) => ({ ...item })) }),
  };
}

/** Of these flags in this context: another one whenever anything but the decision's id differs. */
export function etagOf(question: OfrepQuestion, flags: readonly OfrepFlag[]): string {
  const told = flags.map(({ metadata: { decisionId: _, ...metadata }, ...flag }) => ({ ...flag, metadata }));
  const digest = hash("sha256", JSON.stringify([question, told]), "base64url").slice(0, 22);
  return `W/"${digest}"`;
}

export function isMatch(ifNoneMatch: string | undefined, etag: string): boolean {
  return ifNoneMatch?.split(",").some((one) => one.trim() === etag || one.trim() === "*") === true;
}
