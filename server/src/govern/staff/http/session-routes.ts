import { z } from "zod";
import { formatId, parseId } from "../../../kernel/public-id.ts";
import { type Answer, ok, type Router } from "../../../platform/http/route.ts";
import { masks } from "../masks.ts";
import { type Me, meOf, meOfKey } from "../me.ts";
import { refusals } from "../refusals.ts";
import { roles } from "../role.ts";
import { endOf, type Session } from "../session.ts";
import type { Sessions } from "../sessions.ts";
import type { SignIn } from "../sign-in.ts";
import { cookieOf, noCookie } from "./cookie.ts";
import { deviceOf } from "./device.ts";
import type { FindSession } from "./find-person.ts";
import { isOwnPage } from "./own-page.ts";

const tag = "Staff";
const instant = z.iso.datetime();

const meSchema: z.ZodType<Me> = z.strictObject({
  kind: z.enum(["staff", "key"]),
  name: z.string(),
  login: z.string().nullable(),
  role: z.enum(roles).nullable(),
  stores: z.array(z.string()),
  operations: z.union([z.literal("all"), z.array(z.string())]),
  masks: z.array(z.enum(masks)),
});
const sessionSchema = z.strictObject({
  id: z.string(),
  device: z.string(),
  current: z.boolean(),
  createdAt: instant,
  seenAt: instant,
  endsAt: instant,
});
const credentials = z.union([
  z.object({ login: z.string().min(1).max(200), password: z.string().min(1).max(1_000) }),
  z.object({ key: z.string().min(1).max(1_000) }),
  z.object({ invitation: z.string().min(1).max(200), password: z.string().min(1).max(1_000) }),
]);

interface Ports {
  readonly sessions: Sessions;
  readonly signIn: SignIn;
  readonly findSession: FindSession;
}

export function registerSessionRoutes(router: Router, ports: Ports): void {
  registerSigningIn(router, ports);
  registerMe(router, ports);
  registerOwnSessions(router, ports);
}

function registerSigningIn(router: Router, { sessions, signIn, findSession }: Ports): void {
  router.route({
    method: "POST",
    path: "/api/session",
    operationId: "signIn",
    tag,
    summary:
      "Signs in with name and password, with a secret key, or with an invitation and the password chosen for it; answers who it is, and a cookie. With the header `X-Attune-Console: 1`.",
    access: "open",
    body: credentials,
    responses: { 200: meSchema },
    handle: async ({ body, request }) => {
      if (!isOwnPage(request)) throw refusals.sessionForeign();
      const entering = await signIn(body);
      const token = await sessions.open(
        entering.brandId,
        entering.owner,
        deviceOf(request.headers["user-agent"]),
      );
      return withCookie(ok(entering.me), cookieOf(request, token));
    },
  });
  router.route({
    method: "DELETE",
    path: "/api/session",
    operationId: "signOut",
    tag,
    summary: "Ends this session. Says so also to whoever is not signed in.",
    access: "open",
    responses: { 200: z.strictObject({ signedOut: z.literal(true) }) },
    handle: async ({ request }) => {
      if (!isOwnPage(request)) throw refusals.sessionForeign();
      const session = await findSession(request);
      if (session !== undefined) await sessions.end(session.sessionId);
      return withCookie(ok({ signedOut: true }), noCookie(request));
    },
  });
}

function registerMe(router: Router, { findSession }: Ports): void {
  router.route({
    method: "GET",
    path: "/api/me",
    operationId: "getMe",
    tag,
    summary:
      "Who is signed in, in which role, which routes (`operationId`) it may call, and what of customers it does not see.",
    access: "secretKey",
    responses: { 200: meSchema },
    handle: async ({ principal, request }) => {
      const session = principal.person && (await findSession(request));
      return ok(session === undefined ? meOfKey() : meOf(session.who));
    },
  });
}

function registerOwnSessions(router: Router, { sessions, findSession }: Ports): void {
  const own = async (request: Parameters<FindSession>[0]): Promise<Session> => {
    const session = await findSession(request);
    if (session === undefined) throw refusals.sessionMissing();
    return session;
  };
  router.route({
    method: "GET",
    path: "/api/sessions",
    operationId: "listSessions",
    tag,
    summary: "One's own sessions, the last used first. A program with a key has none.",
    access: "secretKey",
    responses: { 200: z.strictObject({ items: z.array(sessionSchema) }) },
    handle: async ({ principal, request }) => {
      const current = principal.person && (await findSession(request));
      const items = current === undefined ? [] : await sessions.listOf(current);
      return ok({ items: items.map((one) => toSession(one, current)) });
    },
  });
  router.route({
    method: "DELETE",
    path: "/api/sessions",
    operationId: "signOutEverywhere",
    tag,
    summary:
      "Ends all of one's own sessions, this one too: here at once, in other copies of the program within 5 s.",
    access: "open",
    responses: { 200: z.strictObject({ signedOut: z.literal(true) }) },
    handle: async ({ request }) => {
      if (!isOwnPage(request)) throw refusals.sessionForeign();
      await sessions.endEverywhere(await own(request));
      return withCookie(ok({ signedOut: true }), noCookie(request));
    },
  });
  router.route({
    method: "DELETE",
    path: "/api/sessions/{id}",
    operationId: "endSession",
    tag,
    summary: "Ends one of one's own sessions.",
    access: "open",
    params: z.object({ id: z.string().max(40) }),
    responses: { 200: z.strictObject({ signedOut: z.literal(true) }) },
    handle: async ({ params, request }) => {
      if (!isOwnPage(request)) throw refusals.sessionForeign();
      const sessionId = parseId("ses", params.id);
      const current = await own(request);
      if (sessionId === undefined) throw refusals.sessionNotFound();
      await sessions.endOwn(current, sessionId);
      return ok({ signedOut: true });
    },
  });
}

const unkept = { "Cache-Control": "no-store" };

function withCookie(answer: Answer, cookie: string): Answer {
  return { ...answer, headers: { ...unkept, "Set-Cookie": cookie } };
}

function toSession(session: Session, current: Session | undefined): z.infer<typeof sessionSchema> {
  return {
    id: formatId("ses", session.sessionId),
    device: session.device,
    current: session.sessionId === current?.sessionId,
    createdAt: new Date(session.createdAt).toISOString(),
    seenAt: new Date(session.seenAt).toISOString(),
    endsAt: new Date(endOf(session)).toISOString(),
  };
}
