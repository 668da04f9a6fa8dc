import { type Given, invalid, missing, ok, page, problem } from "./mock-answers.ts";
import { answerDepartments } from "./mock-departments.ts";
import { eventsAfter } from "./mock-events.ts";
import { membershipsOf, ordersOf, profileOf, timelineOf } from "./mock-history.ts";
import { offerRoutes } from "./mock-offer-routes.ts";
import { overviewRoutes } from "./mock-overview.ts";
import { ago, customers, dayMs, heroId, type MockCustomer } from "./mock-people.ts";
import { type MockAside, stillWrong, toListed } from "./mock-quarantine.ts";
import { reportRoutes } from "./mock-reports.ts";
import { definitionOf, faultsOf, type MockSegment, previewOf, sizeOf, toAnswer } from "./mock-segments.ts";
import { answerStaff } from "./mock-staff.ts";
import type { Asked, World } from "./mock-world.ts";

type Handle = (world: World, asked: Asked, part: string) => Given;

const routes: readonly (readonly [method: string, path: RegExp, handle: Handle])[] = [
  ["GET", /^\/api\/me$/, (world) => ok(world.me)],
  ["GET", /^\/api\/brand$/, (world) => ok(world.brand)],
  ["GET", /^\/api\/brand\/contents$/, () => ok(brandContents)],
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
  ["GET", /^\/api\/definitions\/segment\/([^/]+)$/, ofSegment(definitionOf)],
  ...reportRoutes,
  ["GET", /^\/api\/events$/, (world, { query }) => ok(eventsAfter(query.get("after"), ++world.polls))],
  ["GET", /^\/api\/quarantine$/, listAsides],
  [
    "GET",
    /^\/api\/quarantine\/([^/]+)$/,
    ofAside((aside) => ok({ ...toListed(aside), form: "wire", original: aside.original, batch: {} })),
  ],
  ["POST", /^\/api\/quarantine\/([^/]+)\/release$/, ofAside(release)],
  ["DELETE", /^\/api\/quarantine\/([^/]+)$/, ofAside(discard)],
  ...offerRoutes,
  ...overviewRoutes,
];

const brandContents = {
  customers: 4_372,
  sales: 24_000,
  products: 3_908,
  stores: 4,
  events: 90_000,
  definitions: 55,
  ownDefinitions: 2,
  others: [{ key: "brand-2", name: "Lamps & Co", timeZone: "Europe/Berlin", currency: "EUR" }],
};

export function answerRoute(world: World, asked: Asked): Given {
  for (const [method, path, handle] of routes) {
    const found = method === asked.method ? path.exec(asked.path) : null;
    if (found !== null) return handle(world, asked, decodeURIComponent(found[1] ?? ""));
  }
  return answerDepartments(world, asked) ?? answerStaff(world.staff, asked) ?? missing();
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
  const near = found.length === 0 && query.get("query") === "fairwether" ? shown.slice(0, 1) : [];
  return ok({ ...page(found, query), near });
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
  const { name, condition, alerts } = body as {
    name: string;
    condition: unknown;
    alerts?: readonly object[];
  };
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
    ...(alerts && { alerts }),
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
