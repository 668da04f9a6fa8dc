type Schema = Readonly<Record<string, unknown>>;

interface Parameter {
  readonly name: string;
  readonly in: "path" | "query";
  readonly required: boolean;
  readonly schema: Schema;
}

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly required: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}

type Content = Readonly<Record<string, { readonly schema: Schema }>>;

export interface OpenapiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** TypeScript of all that a document says of the routes under /api: what the console's client is typed by. Types only: nothing of it is loaded. */
export function typesOfRoutes({ paths, components }: OpenapiDocument): string {
  const own = Object.entries(paths).filter(([path]) => path.startsWith("/api/"));
  const routes = own.flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
  const methods = [...new Set(routes.map(({ method }) => method))].sort();
  const byMethod = methods.map((method): Member => {
    const same = routes.filter((route) => route.method === method).sort((a, b) => (a.path < b.path ? -1 : 1));
    return [method, braced(same.map(({ path, operation }) => [path, routeOf(operation)]))];
  });
  const stated = `export interface Routes ${braced(byMethod)}`;
  return `${[head, stated, ...sharedBy(stated, components.schemas)].join("\n\n")}\n`;
}

const head =
  "// What /openapi.json says of the routes. Written by `node scripts/write-docs.ts --write` from the routes' schemas; never edited.";

/** Components that the text names, and those that they name. */
function sharedBy(text: string, schemas: Readonly<Record<string, Schema>>): readonly string[] {
  const written = new Map<string, string>();
  const write = (from: string): void => {
    for (const [name, schema] of Object.entries(schemas)) {
      const identifier = identifierOf(name);
      if (written.has(identifier) || !new RegExp(`\\b${identifier}\\b`).test(from)) continue;
      written.set(identifier, "");
      const type = typeOf(schema, answered);
      written.set(identifier, `type ${identifier} = ${type};`);
      write(type);
    }
  };
  write(text);
  return [...written].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, type]) => type);
}

function routeOf({ parameters, requestBody, responses }: Operation): string {
  const body =
    requestBody === undefined ? [] : schemasIn(requestBody.content).map((schema) => typeOf(schema, sent));
  return braced([
    ["parts", partsOf(parameters)],
    ["body", unionOf(requestBody?.required === true ? body : [...body, "undefined"])],
    ["answer", answerOf(responses)],
  ]);
}

/** Of all answers that are no problem; nothing where none has content. */
function answerOf(responses: Operation["responses"]): string {
  const schemas = Object.entries(responses).flatMap(([status, { content = {} }]) =>
    status.startsWith("2") ? schemasIn(content) : [],
  );
  return unionOf(schemas.map((schema) => typeOf(schema, answered)));
}

function schemasIn(content: Content): readonly Schema[] {
  return Object.values(content).map(({ schema }) => schema);
}

/** What stands in the path and what is asked. */
function partsOf(parameters: readonly Parameter[]): string {
  const names = new Set(parameters.map(({ name }) => name));
  if (names.size < parameters.length)
    throw new Error(`A name stands for two parts: ${[...names].join(", ")}`);
  return braced(
    parameters.map(({ name, required, schema }) =>
      required ? [name, typeOf(schema, sent)] : [`${name}?`, unionOf([typeOf(schema, sent), sent])],
    ),
  );
}

/** What may stand for a member that is left out: to what is sent it is the same as undefined, in an answer there is no such thing. */
type LeftOut = "undefined" | "never";
const sent: LeftOut = "undefined";
const answered: LeftOut = "never";

function typeOf(schema: Schema, leftOut: LeftOut): string {
  const { $ref } = schema;
  if (typeof $ref === "string") return identifierOf($ref.slice($ref.lastIndexOf("/") + 1));
  if ("const" in schema) return JSON.stringify(schema["const"]);
  const choices = schema["anyOf"] ?? schema["oneOf"];
  if (Array.isArray(choices)) return unionOf(choices.map((choice) => typeOf(choice, leftOut)));
  if (Array.isArray(schema["enum"])) return unionOf(schema["enum"].map((value) => JSON.stringify(value)));
  if (Array.isArray(schema["allOf"]))
    return schema["allOf"].map((part) => grouped(typeOf(part, leftOut))).join(" & ");
  if ("not" in schema) return "never";
  const { type } = schema;
  if (Array.isArray(type)) return unionOf(type.map((one) => typeOf({ ...schema, type: one }, leftOut)));
  if (type === "array") return listOf(schema, leftOut);
  if (type === "object") return objectOf(schema, leftOut);
  return plainTypes.get(type) ?? "unknown";
}

const plainTypes: ReadonlyMap<unknown, string> = new Map([
  ["string", "string"],
  ["boolean", "boolean"],
  ["null", "null"],
  ["number", "number"],
  ["integer", "number"],
]);

interface ListSchema {
  readonly items?: Schema | false;
  readonly prefixItems?: readonly Schema[];
}

function listOf({ items, prefixItems }: ListSchema, leftOut: LeftOut): string {
  const rest =
    items === undefined || items === false ? [] : [`readonly ${grouped(typeOf(items, leftOut))}[]`];
  if (prefixItems === undefined) return rest[0] ?? "readonly unknown[]";
  const first = prefixItems.map((item) => typeOf(item, leftOut));
  return `readonly [${[...first, ...rest.map((list) => `...${list}`)].join(", ")}]`;
}

interface ObjectSchema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly propertyNames?: Schema;
}

function objectOf(schema: ObjectSchema, leftOut: LeftOut): string {
  const { properties = {}, required = [], additionalProperties = false, propertyNames = {} } = schema;
  const stated = Object.entries(properties).map(([name, value]): Member => {
    const type = typeOf(value, leftOut);
    return required.includes(name) ? [name, type] : [`${name}?`, unionOf([type, leftOut])];
  });
  if (additionalProperties === false) return braced(stated);
  const names = typeOf(propertyNames, leftOut);
  // Next to members that are stated others can only be anything: TypeScript holds an index to all of them.
  const isPlain = stated.length === 0 && additionalProperties !== true;
  const others = isPlain ? typeOf(additionalProperties, leftOut) : "unknown";
  if (names.includes('"')) return `{ readonly [name in ${names}]?: ${others} }`;
  return braced([...stated, ["[name: string]", others]]);
}

function unionOf(types: readonly string[]): string {
  const different = [...new Set(types)].filter((type) => type !== "never");
  return different.length === 0 ? "undefined" : different.join(" | ");
}

/** As one operand of what binds more closely. */
function grouped(type: string): string {
  return / [|&] |^readonly /.test(type) ? `(${type})` : type;
}

type Member = readonly [name: string, type: string];

function braced(members: readonly Member[]): string {
  if (members.length === 0) return "{ readonly [name: string]: never }";
  return `{\n${members.map(([name, type]) => `  readonly ${nameOf(name)}: ${type.replaceAll("\n", "\n  ")};`).join("\n")}\n}`;
}

function nameOf(member: string): string {
  if (/^(?:\w+\??|\[name: string\])$/.test(member)) return member;
  return member.endsWith("?") ? `${JSON.stringify(member.slice(0, -1))}?` : JSON.stringify(member);
}

function identifierOf(name: string): string {
  return name.replaceAll(/\W/g, "_");
}
