import type { FastifyRequest } from "fastify";
import type { Principal } from "../../../platform/http/route.ts";
import { refusals } from "../refusals.ts";
import { mayCall } from "../rights.ts";
import { actorOf, type Session } from "../session.ts";
import type { Sessions } from "../sessions.ts";
import { readCookie } from "./cookie.ts";
import { isOwnPage } from "./own-page.ts";

export type FindSession = (request: FastifyRequest) => Promise<Session | undefined>;

export function createFindSession(sessions: Sessions): FindSession {
  return async (request) => {
    const token = readCookie(request);
    // An open page goes on asking by itself when nobody is there: the console then says so, and the session ends as an idle one.
    const isUse = request.headers["x-attune-idle"] !== "1";
    return token === undefined ? undefined : sessions.find(token, isUse);
  };
}

/**
 * Who is signed in, if they may call this route. Undefined for a request without a cookie.
 * @throws Refusal 401 for a session that is over, 403 for a page of another origin and for what the role does not allow
 */
export function createFindPerson(
  findSession: FindSession,
): (request: FastifyRequest, operationId: string) => Promise<Principal | undefined> {
  return async (request, operationId) => {
    if (readCookie(request) === undefined) return undefined;
    if (!isOwnPage(request)) throw refusals.sessionForeign();
    const session = await findSession(request);
    if (session === undefined) throw refusals.sessionMissing();
    const { who } = session;
    const params = request.params as Readonly<Record<string, unknown>>; // Fastify's, by the address
    if (who.kind === "staff" && !mayCall(who.role, operationId, params)) throw refusals.notAllowed(who.role);
    return principalOf(session);
  };
}

function principalOf({ brandId, sourceId, sessionId, who }: Session): Principal {
  const actor = actorOf(who);
  const known = { brandId, sourceId, kind: "secret", actor } as const;
  if (who.kind === "key") return { ...known, keyId: who.keyId, person: { sessionId, stores: [] } };
  const { staffId, role, stores } = who;
  return { ...known, keyId: 0, person: { sessionId, staffId, role, stores } };
}
