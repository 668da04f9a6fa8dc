import type { z } from "zod";
import { createSchemas, type JsonSchema, type Schemas } from "./openapi-schemas.ts";
import type { RouteDescription } from "./route.ts";

const problem: JsonSchema = {
  type: "object",
  required: ["type", "title", "status", "detail", "code"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    code: { type: "string" },
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["pointer", "message"],
        properties: { pointer: { type: "string" }, message: { type: "string" } },
      },
    },
  },
};

/** The OpenAPI 3.1 document of all registered routes. */
export function openapiOf(specs: readonly RouteDescription[], version: string): JsonSchema {
  const paths: Record<string, Record<string, JsonSchema>> = {};
  const schemas = createSchemas({ Problem: problem });
  for (const spec of specs) {
    paths[spec.path] ??= {};
    const path = paths[spec.path];
    if (path) path[spec.method.toLowerCase()] = operationOf(spec, schemas);
  }
  return {
    openapi: "3.1.0",
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
    info: {
      title: "Attune",
      version,
      description: "Every address under /api is also served under /api/v1, pinned, for clients that ship.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    tags: [...new Set(specs.map((spec) => spec.tag))].sort().map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        key: { type: "http", scheme: "bearer", description: "A secret or public key." },
        keyAsUser: {
          type: "http",
          scheme: "basic",
          description: "A key as user name, with an empty password.",
        },
      },
      schemas: schemas.components,
    },
  };
}

function operationOf(spec: RouteDescription, schemas: Schemas): JsonSchema {
  return {
    operationId: spec.operationId,
    tags: [spec.tag],
    summary: spec.summary,
    security: spec.access === "open" ? [] : [{ key: [] }, { keyAsUser: [] }],
    parameters: [
      ...parametersOf(spec.params, "path", schemas),
      ...parametersOf(spec.query, "query", schemas),
    ],
    ...(spec.body === undefined
      ? {}
      : {
          requestBody: {
            required: !spec.body.safeParse(undefined).success,
            content: { "application/json": { schema: schemas.of(spec.body, "input") } },
          },
        }),
    responses: {
      ...Object.fromEntries(
        Object.entries(spec.responses).map(([status, schema]) => [
          status,
          {
            description: statusWords[status] ?? "Answer",
            content: {
              [spec.produces ?? "application/json"]: {
                schema: toldToPeople(spec, schemas.of(schema, "output")),
              },
            },
          },
        ]),
      ),
      default: {
        description: "A problem",
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
  };
}

/** What is answered to somebody at the console may be less than to a key, and then says so. */
function toldToPeople(spec: RouteDescription, schema: JsonSchema): JsonSchema {
  const { properties } = schema;
  const isTold = spec.access === "secretKey" && typeof properties === "object" && properties !== null;
  if (!isTold || "masked" in properties) return schema;
  return {
    ...schema,
    properties: {
      ...properties,
      masked: {
        type: "array",
        items: { type: "string" },
        description: "To people at the console: what of customers is hidden for their role.",
      },
      withheld: {
        const: "personalisation",
        description: "To people at the console: the customer has not consented to personalisation.",
      },
    },
  };
}

const statusWords: Readonly<Record<string, string>> = {
  "200": "Done",
  "201": "Made",
  "202": "Taken on",
  "204": "Done, nothing to say",
};

function parametersOf(
  schema: z.ZodType | undefined,
  place: "path" | "query",
  schemas: Schemas,
): readonly JsonSchema[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemas.of(schema, "input") as {
    properties?: Record<string, JsonSchema>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: property,
  }));
}
