import { eventsAfter } from "./mock-events.ts";
import { membershipsOf, ordersOf, profileOf, timelineOf } from "./mock-history.ts";
import { ago, customers, dayMs, heroId, type MockCustomer } from "./mock-people.ts";
import { firstAsides, type MockAside, stillWrong, toListed } from "./mock-quarantine.ts";
import { faultsOf, firstSegments, type MockSegment, previewOf, sizeOf, toAnswer } from "./mock-segments.ts";
import { keyHolder } from "./mock-staff.ts";

/** What the tests may change or look at. */
export interface World {
  brand: object;
  /** Who is signed in, when somebody is; `mock-staff.ts` makes people of a role. */
  me: object;
  /** The server no longer knows the session. */
  isSessionEnded: boolean;
  customers: readonly MockCustomer[];
  readonly segments: Map<string, MockSegment>;
  readonly asides: Map<string, MockAside>;
  isMergeUndone: boolean;
  polls: number;
  readonly released: unknown[];
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

export interface Given {
  readonly status: number;
  readonly body: unknown;
}

type Handle = (world: World, asked: Asked, part: string) => Given;

export function createWorld(): World {
  return {
    brand: {
      key: "main",
      name: "Hearth & Gift",
      timeZone: "Europe/London",
      currency: "GBP",
      sample: "on",
      sampleState: "loaded",
    },
    me: keyHolder,
    isSessionEnded: false,
    customers,
    segments: firstSegments(),
    asides: firstAsides(),
    isMergeUndone: false,
    polls: 0,
    released: [],
  };
}

/** An empty brand: nothing was ever sent. */
export function emptyWorld(world: World): void {
  world.brand = {
    key: "main",
    name: "New brand",
    timeZone: "UTC",
    currency: "EUR",
    sample: "off",
    sampleState: "off",
  };
  world.customers = [];
  world.segments.clear();
  world.asides.clear();
}

const routes: readonly (readonly [method: string, path: RegExp, handle: Handle])[] = [
  ["GET", /^\/api\/me$/, (world) => ok(world.me)],
  ["GET", /^\/api\/brand$/, (world) => ok(world.brand)],
  ["GET", /^\/api\/profiles$/, listCustomers],
  ["GET", /^\/api\/profiles\/([^/]+)$/, ofCustomer((customer) => profileOf(customer))],
  [
    "GET",
    /^\/api\/profiles\/([^/]+)\/segments$/,
    ofCustomer((customer) => ({ items: membershipsOf(customer) })),
  ],
  [
    "GET",
    /^\/api\/profiles\/([^/]+)\/orders$/,
    ofCustomer((customer, _, { query }) => page(ordersOf(customer), query)),
  ],
  ["GET", /^\/api\/profiles\/([^/]+)\/timeline$/, ofCustomer(timeline)],
  ["GET", /^\/api\/profiles\/([^/]+)\/merges$/, ofCustomer(merges)],
  ["POST", /^\/api\/merges\/([^/]+)\/undo$/, undoMerge],
  ["GET", /^\/api\/segments$/, (world) => ok({ items: [...world.segments.values()].map(toAnswer) })],
  ["POST", /^\/api\/segments\/preview$/, preview],
  ["GET", /^\/api\/segments\/([^/]+)$/, ofSegment(toAnswer)],
  ["GET", /^\/api\/segments\/([^/]+)\/members$/, ofSegment(members)],
  ["PUT", /^\/api\/definitions\/segment\/([^/]+)$/, putSegment],
  ["GET", /^\/api\/events$/, (world, { query }) => ok(eventsAfter(query.get("after"), ++world.polls))],
  ["GET", /^\/api\/quarantine$/, listAsides],
  [
    "GET",
    /^\/api\/quarantine\/([^/]+)$/,
    ofAside((aside) => ok({ ...toListed(aside), form: "wire", original: aside.original, batch: {} })),
  ],
  ["POST", /^\/api\/quarantine\/([^/]+)\/release$/, ofAside(release)],
  ["DELETE", /^\/api\/quarantine\/([^/]+)$/, ofAside(discard)],
];

export function answerRoute(world: World, asked: Asked): Given {
  for (const [method, path, handle] of routes) {
    const found = method === asked.method ? path.exec(asked.path) : null;
    if (found !== null) return handle(world, asked, decodeURIComponent(found[1] ?? ""));
  }
  return missing();
}

function listCustomers(world: World, { query }: Asked): Given {
  const wanted = (query.get("query") ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const shown = world.customers.filter(
    ({ identifiers }) => query.get("known") !== "true" || isKnown(identifiers),
  );
  const found = shown.filter((customer) => {
    const own = [customer.name ?? "", ...customer.identifiers.map(({ value }) => value)]
      .join(" ")
      .toLowerCase()
      .split(/\s+/);
    return wanted.every((part) => own.some((word) => word.startsWith(part)));
  });
  return ok(page(found, query));
}

function isKnown(identifiers: MockCustomer["identifiers"]): boolean {
  return identifiers.some(({ namespace }) => namespace !== "anonymousId");
}

function ofCustomer(make: (customer: MockCustomer, world: World, asked: Asked) => unknown): Handle {
  return (world, asked, ref) => {
    const customer = world.customers.find(
      ({ id, identifiers }) =>
        id === ref || identifiers.some(({ namespace, value }) => `${namespace}:${value}` === ref),
    );
    return customer === undefined ? missing() : ok(make(customer, world, asked));
  };
}

function timeline(customer: MockCustomer, _: World, { query }: Asked): object {
  const isWanted = (item: { name: string; channel: string }): boolean =>
    item.name === (query.get("kind") ?? item.name) && item.channel === (query.get("channel") ?? item.channel);
  return page(timelineOf(customer).filter(isWanted), query);
}

function merges(customer: MockCustomer, world: World): object {
  return { items: customer.id === heroId ? [merge(world)] : [] };
}

function merge(world: World): object {
  return {
    id: "mrg_1",
    from: "prf_2p",
    into: heroId,
    cause: "identified on a shared device",
    actor: "key:1",
    mergedAt: ago(12 * dayMs),
    undoneAt: world.isMergeUndone ? ago(0) : null,
  };
}

function undoMerge(world: World): Given {
  world.isMergeUndone = true;
  return ok(merge(world));
}

function preview(_: World, { body }: Asked): Given {
  const { condition } = body as { condition: unknown };
  const errors = faultsOf(condition, "/condition");
  return errors.length > 0 ? invalid("The condition cannot be read.", errors) : ok(previewOf(condition));
}

function ofSegment(make: (segment: MockSegment, asked: Asked) => unknown): Handle {
  return (world, asked, key) => {
    const segment = world.segments.get(key);
    return segment === undefined ? missing() : ok(make(segment, asked));
  };
}

function members(segment: MockSegment, { query }: Asked): object {
  const found = customers.filter((_, index) => index % ((segment.key.length % 5) + 2) === 0);
  return page(
    found.map(({ id, name, identifiers, simulated }, index) => ({
      profile: id,
      name,
      identifiers,
      simulated,
      enteredAt: ago((index * 3 + 1) * dayMs),
    })),
    query,
  );
}

function putSegment(world: World, { body, query }: Asked, key: string): Given {
  const { name, condition } = body as { name: string; condition: unknown };
  const errors = faultsOf(condition, "/condition");
  if (errors.length > 0) return invalid("The definition cannot be read.", errors);
  const version = world.segments.get(key)?.version ?? 0;
  if (query.has("version") && Number(query.get("version")) !== version) {
    return problem(409, "definition.changed", "Somebody else has changed this segment since it was opened.");
  }
  const explanation = "Meets the condition that was just written.";
  world.segments.set(key, {
    key,
    name,
    condition,
    explanation,
    size: sizeOf(condition),
    version: version + 1,
    fillingFor: 6,
  });
  return ok({ kind: "segment", key, version: version + 1, state: "live", liveVersion: version + 1, body });
}

function listAsides(world: World, { query }: Asked): Given {
  const all = [...world.asides.values()];
  const found = all.filter(({ code }) => code === (query.get("code") ?? code));
  const codes = [...new Set(all.map(({ code }) => code))].sort();
  const counts = codes.map((code) => ({ code, count: all.filter((aside) => aside.code === code).length }));
  return ok({ ...page(found.map(toListed), query), counts });
}

function ofAside(act: (aside: MockAside, world: World, asked: Asked) => Given): Handle {
  return (world, asked, id) => {
    const aside = world.asides.get(id);
    return aside === undefined ? missing() : act(aside, world, asked);
  };
}

function release(aside: MockAside, world: World, { body }: Asked): Given {
  const event = (body as { event?: unknown }).event ?? JSON.parse(aside.original);
  const errors = stillWrong(event);
  if (errors.length > 0) return invalid("The event still cannot be taken.", errors);
  world.asides.delete(aside.id);
  world.released.push(event);
  return ok({ id: aside.id, position: 9_000 });
}

function discard(aside: MockAside, world: World): Given {
  world.asides.delete(aside.id);
  return ok({ id: aside.id, discarded: true });
}

function page(
  items: readonly unknown[],
  query: URLSearchParams,
): { items: readonly unknown[]; next: string | null } {
  const from = Number(query.get("cursor") ?? 0);
  const until = from + Number(query.get("limit") ?? 50);
  return { items: items.slice(from, until), next: until < items.length ? String(until) : null };
}

function ok(body: unknown): Given {
  return { status: 200, body };
}

function missing(): Given {
  return problem(404, "route.unknown", "There is nothing at this address.");
}

function invalid(detail: string, errors: readonly object[]): Given {
  return { status: 422, body: { status: 422, code: "request.invalid", detail, errors } };
}

function problem(status: number, code: string, detail: string): Given {
  return { status, body: { status, code, detail } };
}
