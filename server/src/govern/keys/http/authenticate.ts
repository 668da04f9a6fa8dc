import type { FastifyRequest } from "fastify";
import type { Authenticate, Principal } from "../../../platform/http/route.ts";
import type { KnownKey } from "../key-store.ts";
import type { Keys } from "../keys.ts";
import { refusals } from "../refusals.ts";

/** Finds who is signed in, for a request that carries no key. @throws Refusal 401, 403 */
type FindPerson = (request: FastifyRequest, operationId: string) => Promise<Principal | undefined>;

/**
 * For routes: any of the places a key may stand in, and 403 when a public key asks for what needs a secret one.
 * Without a key it is asked who is signed in, where a door takes cookies at all.
 */
export function createAuthenticate(keys: Keys, findPerson?: FindPerson): Authenticate {
  return async (request, access, operationId) => {
    const texts = keyTextsOf(request);
    const person = texts.length === 0 ? await findPerson?.(request, operationId) : undefined;
    if (person !== undefined) return person;
    const known = await findFirst(keys, texts);
    if (access === "secretKey" && known.kind !== "secret") throw refusals.keyNotSecret();
    const { brandId, keyId, kind, source } = known;
    return { brandId, sourceId: source.sourceId, kind, keyId, actor: `key:${keyId}` };
  };
}

/** For the doors of SDKs, which may also put the key into the body. @throws Refusal 401 */
export function createFindKey(keys: Keys): (request: FastifyRequest, bodyKey: unknown) => Promise<KnownKey> {
  return (request, bodyKey) => {
    const texts = keyTextsOf(request);
    return findFirst(keys, typeof bodyKey === "string" && bodyKey !== "" ? [...texts, bodyKey] : texts);
  };
}

/** The first that is known: beside an OAuth token, for one, SDKs send the key elsewhere. */
async function findFirst(keys: Keys, texts: readonly string[]): Promise<KnownKey> {
  if (texts.length === 0) throw refusals.keyMissing();
  for (const text of texts) {
    const known = await keys.find(text);
    if (known !== undefined) return known;
  }
  throw refusals.keyUnknown();
}

/** Bearer or Basic (the key as user name), `X-API-Key`, `?writeKey=`. */
function keyTextsOf(request: FastifyRequest): readonly string[] {
  const query = request.query as Readonly<Record<string, unknown>>;
  return [
    keyOfAuthorization(request.headers.authorization),
    request.headers["x-api-key"],
    query["writeKey"],
  ].filter((text) => typeof text === "string" && text !== "") as readonly string[];
}

function keyOfAuthorization(header: string | undefined): string | undefined {
  const [, scheme, credentials] = /^(Bearer|Basic)\s+(\S+)\s*$/i.exec(header ?? "") ?? [];
  if (scheme === undefined || credentials === undefined) return undefined;
  if (scheme.toLowerCase() === "bearer") return credentials;
  const [user] = Buffer.from(credentials, "base64").toString("utf8").split(":");
  return user;
}
