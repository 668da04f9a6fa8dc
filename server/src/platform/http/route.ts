import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import { Refusal } from "../../kernel/refusal.ts";
import { allowOrigin, answerPreflight } from "./cors.ts";

/** Who may call: nobody needs a key, any key, or a secret key or somebody signed in whose role allows it. */
export type Access = "open" | "anyKey" | "secretKey";

/** The caller, as the key or the session says. */
export interface Principal {
  readonly brandId: number;
  readonly sourceId: number;
  readonly kind: "public" | "secret";
  /** 0 for whoever called without a key. */
  readonly keyId: number;
  /** Who did it, for the audit: `key:3`, `staff:5`. */
  readonly actor: string;
  /** Who is signed in at the console; absent when a key itself called. */
  readonly person?: Person;
}

export interface Person {
  readonly sessionId: number;
  /** Both absent for whoever signed in with a secret key. */
  readonly staffId?: number;
  readonly role?: string;
  /** The stores that somebody of a store works for. */
  readonly stores: readonly string[];
}

/** A program may say for whom it acts; a person is who signed in. */
export function actorOf({ person, actor }: Principal, stated: string): string {
  return person === undefined ? stated : actor;
}

export type Authenticate = (
  request: FastifyRequest,
  access: "anyKey" | "secretKey",
  operationId: string,
) => Promise<Principal>;

/** Stands around what a person at the console calls: what is hidden from them, and what is noted of it. Keys are not attended. */
export type Attend = (
  spec: RouteDescription,
  principal: Principal & { readonly person: Person },
  call: { readonly params: unknown; readonly query: unknown; readonly body: unknown },
  answer: () => Promise<Answer>,
) => Promise<Answer>;

/** What `/openapi.json` says of a route. */
export interface RouteDescription<Params = unknown, Query = unknown, Body = unknown> {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** OpenAPI form: `/api/profiles/{ref}`. */
  readonly path: string;
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  readonly access: Access;
  readonly params?: z.ZodType<Params>;
  readonly query?: z.ZodType<Query>;
  readonly body?: z.ZodType<Body>;
  /** Status → schema of what is answered; problems are added for all. */
  readonly responses: Readonly<Record<number, z.ZodType>>;
  /** Content type of what is answered; JSON unless told. */
  readonly produces?: string;
}

export interface RouteSpec<Params, Query, Body> extends RouteDescription<Params, Query, Body> {
  /** A larger body is refused unread. */
  readonly mostBodyBytes?: number;
  readonly handle: (call: Call<Params, Query, Body>) => Promise<Answer>;
}

export interface Call<Params, Query, Body> {
  readonly principal: Principal;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly request: FastifyRequest;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export function ok(body: unknown): Answer {
  return { status: 200, body };
}

/** Registers routes and remembers their specifications for `/openapi.json`. */
export interface Router {
  route<Params = unknown, Query = unknown, Body = unknown>(spec: RouteSpec<Params, Query, Body>): void;
  /** For a door that is not made here, such as those of the SDKs, which take any Content-Type. */
  document(description: RouteDescription): void;
  readonly specs: readonly RouteDescription[];
}

const nobody: Principal = { brandId: 0, sourceId: 0, kind: "public", keyId: 0, actor: "nobody" };

export function createRouter(
  app: FastifyInstance,
  authenticate: Authenticate,
  attend: Attend = (_spec, _principal, _call, answer) => answer(),
): Router {
  const specs: RouteDescription[] = [];
  return {
    specs,
    document: (description) => specs.push(description),
    route: (spec) => {
      specs.push(spec);
      const respond = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
        const principal =
          spec.access === "open" ? nobody : await authenticate(request, spec.access, spec.operationId);
        const call = {
          principal,
          params: parsePart(spec.params, request.params, "/path"),
          query: parsePart(spec.query, withoutEmpty(request.query), "/query"),
          body: parsePart(spec.body, request.body, ""),
          request,
        };
        const answer = isPersons(principal)
          ? await attend(spec, principal, call, () => spec.handle(call))
          : await spec.handle(call);
        return reply
          .code(answer.status)
          .headers(answer.headers ?? {})
          .send(answer.body);
      };
      const url = spec.path.replaceAll(/\{(\w+)\}/g, ":$1");
      const limit = spec.mostBodyBytes === undefined ? {} : { bodyLimit: spec.mostBodyBytes };
      for (const address of new Set([url, url.replace(/^\/api\//, "/api/v1/")])) {
        if (spec.access === "anyKey") serveToPages(app, spec.method, address, respond);
        else app.route({ method: spec.method, url: address, handler: respond, ...limit });
      }
    },
  };
}

function isPersons(principal: Principal): principal is Principal & { readonly person: Person } {
  return principal.person !== undefined;
}

/** What a public key may call is called by the shop's pages, which are of another origin. */
function serveToPages(
  app: FastifyInstance,
  method: RouteDescription["method"],
  url: string,
  handler: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>,
): void {
  const onRequest = async (request: FastifyRequest, reply: FastifyReply): Promise<void> =>
    allowOrigin(request, reply);
  app.route({ method, url, onRequest, handler });
  app.options(url, { onRequest }, async (request, reply) => answerPreflight(request, reply));
}

/** `?cursor=` says no more than no cursor at all. */
function withoutEmpty(query: unknown): unknown {
  return typeof query === "object" && query !== null
    ? Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ""))
    : query;
}

const mostFaults = 100;

function parsePart<T>(schema: z.ZodType<T> | undefined, value: unknown, base: string): T {
  if (schema === undefined) return undefined as T; // a route without a schema does not read this part
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Refusal("request.invalid", 400, "The request does not have the form that this route takes.", {
    faults: parsed.error.issues.slice(0, mostFaults).map((issue) => ({
      pointer: `${base}${issue.path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("")}`,
      message: issue.message,
    })),
  });
}
