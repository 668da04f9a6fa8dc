import type { FastifyRequest } from "fastify";
import type { Authenticate } from "../../../platform/http/route.ts";
import type { KnownKey } from "../key-store.ts";
import type { Keys } from "../keys.ts";
import { refusals } from "../refusals.ts";

/** For routes: any of the places a key may stand in, and 403 when a public key asks for what needs a secret one. */
export function createAuthenticate(keys: Keys): Authenticate {
  return async (request, access) => {
    const known = await findFirst(keys, keyTextsOf(request));
    if (access === "secretKey" && known.kind !== "secret") throw refusals.keyNotSecret();
    return { brandId: known.brandId, sourceId: known.source.sourceId, kind: known.kind, keyId: known.keyId };
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
