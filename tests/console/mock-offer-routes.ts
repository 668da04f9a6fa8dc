import { type Given, missing, ok } from "./mock-answers.ts";
import { decidedForDepartments, departmentTouchpoints } from "./mock-departments.ts";
import {
  decidedAnswer,
  decidedRecord,
  type MockDefinition,
  newestOf,
  offerProducts,
  offerStores,
  productReport,
  versionsOf,
} from "./mock-offer.ts";
import { ago } from "./mock-people.ts";
import type { Asked, World } from "./mock-world.ts";

type Handle = (world: World, asked: Asked, part: string) => Given;

/** Touchpoints, definitions, decisions, products, stores, keys and imports. */
export const offerRoutes: readonly (readonly [method: string, path: RegExp, handle: Handle])[] = [
  ["GET", /^\/api\/touchpoints$/, (world) => ok(touchpoints(world))],
  ["GET", /^\/api\/definitions$/, listDefinitions],
  [
    "GET",
    /^\/api\/definitions\/([^/]+\/[^/]+)\/versions$/,
    ofDefinition((one) => ({ items: versionsOf(one) })),
  ],
  ["GET", /^\/api\/definitions\/([^/]+\/[^/]+)$/, ofDefinition(newestOf)],
  ["PUT", /^\/api\/definitions\/([^/]+\/[^/]+)$/, putDefinition],
  ["POST", /^\/api\/decide$/, decide],
  ["POST", /^\/api\/decide\/preview$/, decide],
  [
    "GET",
    /^\/api\/decisions\/([^/]+)\/why$/,
    () => ok({ placements: { hero: [{ code: "shopping", text: "Because of how you shop with us." }] } }),
  ],
  ["GET", /^\/api\/decisions\/([^/]+)\/replay$/, () => ok({ ...decidedAnswer, isSame: true })],
  ["GET", /^\/api\/decisions\/([^/]+)$/, () => ok(decidedRecord)],
  ["GET", /^\/api\/reports\/lift\/experiences\/([^/]+)$/, () => ok({ comparisons: [] })],
  ["GET", /^\/api\/products$/, (world) => ok({ items: isEmpty(world) ? [] : offerProducts, next: null })],
  ["GET", /^\/api\/reports\/products$/, (_, { query }) => ok(productReport(query.get("product")))],
  ["GET", /^\/api\/reports\/products\/([^/]+)\/customers$/, behindProduct],
  ["GET", /^\/api\/products\/([^/]+)$/, (_, __, key) => found(offerProducts, key)],
  ["GET", /^\/api\/stores$/, (world) => ok({ items: isEmpty(world) ? [] : offerStores, next: null })],
  ["GET", /^\/api\/stores\/([^/]+)$/, (_, __, key) => found(offerStores, key)],
  ["GET", /^\/api\/keys$/, (world) => ok({ items: world.offer.keys.map(keyForm) })],
  ["POST", /^\/api\/keys$/, makeKey],
  ["POST", /^\/api\/keys\/([^/]+)\/revoke$/, revokeKey],
  [
    "GET",
    /^\/api\/sources$/,
    () => ok({ items: [{ key: "default", name: "First source", channel: "web", simulated: false }] }),
  ],
  ["POST", /^\/api\/import\/([^/]+)$/, takeImport],
];

function behindProduct({ customers }: World): Given {
  const items = customers.slice(0, 5).map(({ id, name, identifiers }) => ({
    profile: id,
    name,
    identifiers,
    simulated: false,
  }));
  return ok({ items, next: null });
}

function isEmpty(world: World): boolean {
  return world.customers.length === 0;
}

function touchpoints({ offer }: World): object {
  const all = [...offer.definitions.values()];
  const bodyOf = (one: MockDefinition): Readonly<Record<string, unknown>> => one.versions[0]?.body ?? {};
  const items = all
    .filter(({ kind }) => kind === "touchpoint")
    .map((one) => {
      const placements = all
        .filter((other) => other.kind === "placement" && bodyOf(other)["touchpoint"] === one.key)
        .map(({ key, versions }) => ({ key, name: versions[0]?.body["name"], live: 2, waiting: 0 }));
      return { key: one.key, ...bodyOf(one), placements, isDecided: placements.length > 0 };
    });
  const none = { touchpoints: 0, decided: 0 };
  const coverage = { before: none, during: none, after: none };
  return items.length === 0
    ? { items, coverage }
    : {
        items: [...items, ...departmentTouchpoints],
        coverage: {
          before: { touchpoints: 1, decided: 1 },
          during: { touchpoints: 1, decided: 0 },
          after: { touchpoints: 1, decided: 0 },
        },
      };
}

/** Who asks for what departments look at is answered for all of that. */
function decide(_: World, { body }: Asked): Given {
  const { placements } = body as { readonly placements: readonly string[] };
  const isTheirs = placements.some((key) => key in decidedForDepartments.placements);
  return ok(isTheirs ? decidedForDepartments : { ...decidedAnswer, record: decidedRecord });
}

function listDefinitions({ offer }: World, { query }: Asked): Given {
  const kind = query.get("kind");
  return ok({
    items: [...offer.definitions.values()].filter((one) => one.kind === (kind ?? one.kind)).map(newestOf),
  });
}

function ofDefinition(make: (one: MockDefinition) => object): Handle {
  return ({ offer }, _, name) => {
    const one = offer.definitions.get(name);
    return one === undefined ? missing() : ok(make(one));
  };
}

function putDefinition({ offer }: World, { body, query }: Asked, name: string): Given {
  const known = offer.definitions.get(name);
  const [kind = "", key = ""] = name.split("/");
  const version = known?.versions[0]?.version ?? 0;
  if (query.has("version") && Number(query.get("version")) !== version) {
    const detail = `${name} is at version ${version}, by ada at 2026-11-19T14:00:00Z; version ${query.get("version")} was expected.`;
    const errors = [{ pointer: "/content/headline", message: "Changed since." }];
    return { status: 409, body: { status: 409, code: "definition.changed", detail, errors } };
  }
  const state = query.get("state") === "draft" ? "draft" : "live";
  const written = {
    version: version + 1,
    state,
    body: body as object,
    author: "key:1",
    reason: "",
    changedAt: ago(0),
  } as const;
  const one: MockDefinition = {
    kind,
    key,
    versions: [
      { ...written, body: written.body as Readonly<Record<string, unknown>> },
      ...(known?.versions ?? []),
    ],
  };
  offer.definitions.set(name, one);
  return ok(newestOf(one));
}

function keyForm({ id, kind, revokedAt }: World["offer"]["keys"][number]): object {
  return { id, kind, revokedAt, hint: `x${id.slice(-1)}yz`, source: "default", createdAt: ago(86_400_000) };
}

function makeKey({ offer }: World, { body }: Asked): Given {
  const { kind } = body as { readonly kind: string };
  const made = { id: `key_${offer.keys.length + 1}`, kind, revokedAt: null };
  offer.keys.push(made);
  return { status: 201, body: { ...keyForm(made), key: "atp_made_up_and_shown_once" } };
}

function revokeKey({ offer }: World, _: Asked, id: string): Given {
  const key = offer.keys.find((one) => one.id === id);
  if (key === undefined) return missing();
  key.revokedAt = ago(0);
  return ok({ id, revoked: true });
}

/** A customer without a number is bad, all others are taken. */
function takeImport({ offer }: World, { body }: Asked): Given {
  const { rows, dryRun } = body as {
    readonly dryRun: boolean;
    readonly rows: readonly { readonly line: number; readonly record: Readonly<Record<string, unknown>> }[];
  };
  const bad = rows.filter(({ record }) => record["userId"] === undefined);
  if (!dryRun) offer.imported.push(body);
  return ok({
    accepted: rows.length - bad.length,
    unchanged: 0,
    rejected: bad.map(({ line }) => ({
      line,
      code: "import.invalid",
      path: "/userId",
      message: "Is missing.",
    })),
  });
}

function found(items: readonly object[], key: string): Given {
  const one = items.find((item) => (item as { readonly key: string }).key === key);
  return one === undefined ? missing() : ok(one);
}
