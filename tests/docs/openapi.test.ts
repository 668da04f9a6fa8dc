import { createRequire } from "node:module";
import { Validator } from "@seriousme/openapi-schema-validator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isProduct, readSources } from "../../scripts/source-files.ts";
import { type OpenapiDocument, typesOfRoutes } from "../../scripts/types-of-routes.ts";
import { clientTypes, readPage } from "../../scripts/write-docs.ts";
import { startServer, type TestServer } from "../harness/start-server.ts";
import { waitUntil } from "../harness/wait-until.ts";

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly security: readonly object[];
  readonly parameters?: readonly {
    readonly in: string;
    readonly name: string;
    readonly required: boolean;
    readonly schema: { readonly enum?: readonly string[] };
  }[];
  readonly responses: Readonly<
    Record<string, { readonly content: Readonly<Record<string, { readonly schema: object }>> }>
  >;
}

interface Document {
  readonly openapi: string;
  readonly jsonSchemaDialect: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

let server: TestServer;
let document: Document & OpenapiDocument;
let operations: readonly Asked[];
/** Those under /api; the document also describes the doors of SDKs and of operators. */
let ownOperations: readonly Asked[];
beforeAll(async () => {
  server = await startServer();
  document = await server.get("/openapi.json");
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
  ownOperations = operations.filter(({ path }) => path.startsWith("/api/"));
});
afterAll(() => server.close());

test("the document is valid OpenAPI 3.1", async () => {
  const { valid, errors } = await new Validator().validate(structuredClone({ ...document }));

  expect(errors).toBeUndefined();
  expect(valid).toBe(true);
  expect(document.openapi).toBe("3.1.0");
});

test("the console's client is typed by what the document says", () => {
  expect(typesOfRoutes(document), "`node scripts/write-docs.ts --write` refreshes it").toBe(
    readPage(clientTypes),
  );
});

test("every operation has a name of its own and a summary", () => {
  const names = operations.map(({ operation }) => operation.operationId);

  expect(new Set(names).size).toBe(names.length);
  expect(operations.filter(({ operation }) => operation.summary === "")).toEqual([]);
});

test("every route under /api that the sources state is in the document, and no other", () => {
  const stated = readSources(["server/src"])
    .filter(isProduct)
    .flatMap(({ text }) =>
      [...text.matchAll(statedRoute)].map(([, method, path, name]) => `${method} ${path} ${name}`),
    );

  expect(
    ownOperations.map(({ method, path, operation }) => `${method} ${path} ${operation.operationId}`).sort(),
  ).toEqual(stated.sort());
});

test("no route under /api goes past the router that documents it", () => {
  const past = readSources(["server/src"])
    .filter(isProduct)
    .flatMap(({ path, text }) =>
      /\.(?:get|post|put|patch|delete|all)\(\s*["'`]\/api\b/.test(text) ? [path] : [],
    );

  expect(past).toEqual([]);
});

test("without a key nothing under /api is answered, and a public key may only decide", async () => {
  const answers = await Promise.all(
    ownOperations
      .filter(({ operation }) => operation.security.length > 0)
      .map(async ({ method, path, operation }) => ({
        name: operation.operationId,
        without: (await ask(method, filled(path), undefined)).status,
        withPublic: (await ask(method, filled(path), server.writeKey)).status,
      })),
  );

  expect(answers.filter(({ without }) => without !== 401)).toEqual([]);
  expect(answers.filter(({ withPublic }) => withPublic !== 403).map(({ name }) => name)).toEqual([
    "decide",
    "tellWhy",
  ]);
});

test("what reading routes answer is what the document promises, under /api and /api/v1 alike", async () => {
  const examples = await fillServer();
  const faults: unknown[] = [];
  for (const { method, path, operation } of ownOperations) {
    if (method !== "GET") continue;
    const url = filled(path, examples) + asked(operation);
    const answer = await ask(method, url, server.adminKey);
    const pinned = await ask(method, url.replace(/^\/api\//, "/api/v1/"), server.adminKey);
    const found = answer.status === 200 ? schemaFaults(operation, answer.body) : [answer.body];
    if (found.length > 0) faults.push({ [operation.operationId]: found });
    if (pinned.status !== answer.status) faults.push({ [`${operation.operationId} pinned`]: pinned.status });
  }

  expect(faults).toEqual([]);
});

test("a decision, a preview and an overlap are what the document promises", async () => {
  const decided = await ask("POST", "/api/decide", server.writeKey, {
    identity: { anonymousId: "ada-phone" },
    placements: ["hero"],
  });
  const preview = await ask("POST", "/api/segments/preview", server.adminKey, { condition });
  const sets = [{ segment: "buyers" }, { condition: { did: "Store Visited" } }];
  const overlap = await ask("POST", "/api/reports/overlap", server.adminKey, { sets });

  expect(faultsOf("decide", decided)).toEqual([]);
  expect(faultsOf("previewSegment", preview)).toEqual([]);
  expect(faultsOf("reportOverlap", overlap)).toEqual([]);
});

test("an address that there is not is a problem", async () => {
  const answer = await ask("GET", "/api/nothing", server.adminKey);

  expect(answer).toMatchObject({ status: 404, body: { code: "route.unknown", status: 404 } });
});

const statedRoute = /method: "([A-Z]+)",\s*path: "(\/api\/[^"]+)",\s*operationId: "(\w+)"/g;
const condition = { did: "Order Completed" };

/** Something of everything, so that no reading route answers an empty list. Path parameters by operation. */
async function fillServer(): Promise<ReadonlyMap<string, string>> {
  await server.post("/api/products/mug", { name: "Mug", price: 4.5, category: ["Kitchen"] }, "PUT");
  await server.post("/api/products/mug/stock", { quantity: 3 }, "PUT");
  await server.post(
    "/api/stores/bath",
    { name: "Bath", areas: [{ from: "2020-01-01", squareMetres: 80 }] },
    "PUT",
  );
  await server.post(
    "/api/definitions/segment/buyers",
    { name: "Buyers", condition, purpose: "service" },
    "PUT",
  );
  const scheme = { name: "Value", objective: "More", owner: "Ada", waterfall: true, segments: ["buyers"] };
  await server.post("/api/definitions/scheme/value", scheme, "PUT");
  await server.post(
    "/api/definitions/webhook/news",
    { name: "News", url: "https://hooks.example.com/news", segments: ["buyers"] },
    "PUT",
  );
  await server.post("/api/definitions/list/press", { name: "Press" }, "PUT");
  await server.post("/api/lists/press/members", { add: { csv: "userId\nada" } });
  await server.post("/api/definitions/placement/hero", { name: "Hero", content: { text: "Hello" } }, "PUT");
  const tea = { name: "Tea", placement: "hero", content: { text: "Tea" } };
  await server.post("/api/definitions/experience/tea", tea, "PUT");
  const simulation = await server.post<{ id: string }>("/api/experiences/tea/simulate", { definition: tea });
  await server.post(
    "/api/definitions/hold-out/tea",
    { name: "Tea", share: 0, scope: { experience: "tea" } },
    "PUT",
  );
  await send(server.adminKey, [
    {
      type: "identify",
      userId: "ada",
      anonymousId: "ada-phone",
      traits: { name: "Ada", email: "ada@example.com" },
    },
    { type: "track", userId: "ada", event: "Product Viewed", properties: { product_id: "mug" } },
    { type: "track", userId: "ada", event: "Product Added", properties: { product_id: "mug", price: 4.5 } },
    {
      type: "track",
      userId: "ada",
      event: "Order Completed",
      properties: { order_id: "o1", products: [{ product_id: "mug", price: 4.5, quantity: 1 }] },
    },
    { type: "track", userId: "ada", event: "Product Viewed", properties: { product_id: "mug" } },
    { type: "track", userId: "bob", event: "Store Visited" },
    { type: "nonsense", userId: "ada" },
  ]);
  await waitUntil("the segment to have its buyer", async () => {
    const { size, state } = await server.get<{ size: number; state: string }>("/api/segments/buyers");
    return size === 1 && state === "live" ? true : undefined;
  });
  await server.post("/api/profiles/userId:ada/consents", {
    purpose: "marketing",
    channel: "email",
    state: "granted",
  });
  await server.post("/api/profiles/userId:ada/merge", { from: "userId:bob" });
  const { decisionId } = await server.post<{ decisionId: string }>("/api/decide", {
    identity: { userId: "ada" },
    placements: ["hero"],
  });
  const aside = await server.get<{ items: readonly { id: string }[] }>("/api/quarantine");
  const events = await server.get<{ items: readonly { id: string }[] }>("/api/events");
  return new Map([
    ["/api/events/{id}", events.items[0]?.id ?? ""],
    ["/api/metrics/{metric}/customers", "orders"],
    ["/api/products/{key}", "mug"],
    ["/api/stores/{key}", "bath"],
    ["/api/segments/{key}", "buyers"],
    ["/api/webhooks/{key}", "news"],
    ["/api/lists/{key}", "press"],
    ["/api/reports/schemes/{key}", "value"],
    ["/api/reports/lift/", "tea"],
    ["/api/sales/{key}", "o1"],
    ["/api/decisions/{id}", decisionId],
    ["/api/simulations/{id}", simulation.id],
    ["/api/quarantine/{id}", aside.items[0]?.id ?? ""],
    ["/api/definitions/{kind}/{key}", "buyers"],
  ]);
}

/** The path with a value for each parameter: the one for the longest beginning that is known. */
function filled(path: string, examples: ReadonlyMap<string, string> = new Map()): string {
  const known = [...examples]
    .filter(([start]) => path.startsWith(start))
    .sort(([a], [b]) => b.length - a.length)[0];
  return path
    .replace("{ref}", "userId:ada")
    .replace("{kind}", "segment")
    .replace(/\{\w+\}/g, known?.[1] ?? "none");
}

/** Of what a query must say the first that it may. */
function asked({ parameters = [] }: Operation): string {
  const needed = parameters.filter((one) => one.in === "query" && one.required);
  const said = needed.map(({ name, schema }): [string, string] => [name, schema.enum?.[0] ?? ""]);
  return said.length === 0 ? "" : `?${new URLSearchParams(said)}`;
}

async function send(key: string, batch: readonly object[]): Promise<void> {
  const answer = await ask("POST", "/v1/batch", key, { batch });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer));
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

async function ask(method: string, path: string, key: string | undefined, body?: object): Promise<Answer> {
  const response = await fetch(server.url + path, {
    method,
    headers: {
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") === true;
  return { status: response.status, body: isJson ? JSON.parse(text) : text };
}

function faultsOf(operationId: string, { status, body }: Answer): readonly unknown[] {
  const asked = operations.find(({ operation }) => operation.operationId === operationId);
  if (asked === undefined || status !== 200) return [status, body];
  return schemaFaults(asked.operation, body);
}

/** The validator brings Ajv along, in a form for each draft of JSON Schema; answers are held to the schema that stands in the document. */
interface Ajv {
  compile(schema: object): { (value: unknown): boolean; readonly errors?: readonly unknown[] | null };
}
const require = createRequire(import.meta.resolve("@seriousme/openapi-schema-validator"));

function createAjv(): Ajv {
  const draft = /\/draft\/(\d{4})-/.exec(document.jsonSchemaDialect)?.[1];
  const { default: AjvOfDraft } = require(`ajv/dist/${draft}.js`) as {
    readonly default: new (options: object) => Ajv;
  };
  return new AjvOfDraft({ strict: false, validateFormats: false, allErrors: true });
}

function schemaFaults(operation: Operation, body: unknown): readonly unknown[] {
  const [content] = Object.values(operation.responses["200"]?.content ?? {});
  const schema = content?.schema;
  if (schema === undefined) return ["No schema for 200."];
  const { components } = document as { readonly components?: object };
  const check = createAjv().compile({ ...schema, components });
  return check(body) ? [] : (check.errors ?? []);
}
