import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decidedOperations, mayCall } from "../../server/src/govern/staff/rights.ts";
import { type Role, roles } from "../../server/src/govern/staff/role.ts";
import { startServer, type TestServer } from "../harness/start-server.ts";
import { waitUntil } from "../harness/wait-until.ts";
import { ago, day, type Shop, shopAt, track } from "./shop.ts";

const password = "lantern light at dusk";
const own = { "x-attune-console": "1", "content-type": "application/json" };
let server: TestServer;
let shop: Shop;
const cookies = new Map<Role, string>();

interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: the test says what it expects
  readonly body: any;
}

beforeAll(async () => {
  server = await startServer();
  shop = shopAt(server);
  await server.post("/api/stores/bath", { name: "Bath" }, "PUT");
  await server.post("/api/stores/leeds", { name: "Leeds" }, "PUT");
  await Promise.all(roles.map(join));
  await sendCustomers();
});
afterAll(() => server.close());

async function join(role: Role): Promise<void> {
  const staff = { login: `${role}-1`, name: `The ${role}`, role, stores: role === "retail" ? ["bath"] : [] };
  const { invitation } = await server.post<{ invitation: { path: string } }>("/api/staff", staff);
  const credentials = { invitation: invitation.path.split("#")[1], password };
  const entered = await fetch(`${server.url}/api/session`, {
    method: "POST",
    headers: own,
    body: JSON.stringify(credentials),
  });
  cookies.set(role, String(entered.headers.get("set-cookie")).split(";")[0] ?? "");
}

/** Ada has consented and buys in Bath; Ben has not; Cleo has, and buys in Leeds. */
async function sendCustomers(): Promise<void> {
  const identify = (userId: string, traits: object) => ({ type: "identify", userId, traits });
  const order = (userId: string, id: string, store: string) =>
    track(
      "Order Completed",
      { userId, timestamp: ago(day), channel: "store" },
      {
        order_id: id,
        store_id: store,
        currency: "GBP",
        products: [{ product_id: "mug", price: 4.5, quantity: 1 }],
      },
    );
  await shop.till(
    identify("ada", {
      firstName: "Ada",
      lastName: "Fairweather",
      email: "ada@example.com",
      phone: "+441225000001",
      birthday: "1984-05-12",
      address: { city: "Bath", postcode: "BA1 1AA" },
    }),
    identify("ben", { firstName: "Ben", lastName: "Fairweather", email: "ben@example.com" }),
    identify("cleo", {
      firstName: "Cleo",
      lastName: "Stone",
      phone: "+441225000003",
      birthday: "1990-02-03",
    }),
    track("Product Viewed", { userId: "ada" }, { product_id: "mug" }),
    track("Product Viewed", { userId: "ben" }, { product_id: "mug" }),
    order("ada", "B-1001", "bath"),
    order("ben", "B-1002", "bath"),
    order("cleo", "L-2001", "leeds"),
  );
  for (const who of ["ada", "cleo"])
    await server.post(`/api/profiles/userId:${who}/consents`, {
      purpose: "personalisation",
      state: "granted",
    });
}

async function as(role: Role, method: string, path: string, body?: object): Promise<Answer> {
  const answer = await fetch(server.url + path, {
    method,
    headers: { ...(body === undefined ? { "x-attune-console": "1" } : own), cookie: cookies.get(role) ?? "" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const isJson = /json/.test(answer.headers.get("content-type") ?? "");
  return { status: answer.status, body: isJson ? JSON.parse(text) : text };
}

interface Operation {
  readonly operationId: string;
  readonly security: readonly object[];
}

async function readOperations(): Promise<readonly (Operation & { method: string; path: string })[]> {
  const { paths } = await server.get<{ paths: Record<string, Record<string, Operation>> }>("/openapi.json");
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      method: method.toUpperCase(),
      path,
    })),
  );
}

describe("roles", () => {
  test("every route is decided on for every role, and none that is not there", async () => {
    const operations = await readOperations();
    const wantSession = operations.filter(
      ({ path, security }) => path.startsWith("/api/") && security.length > 0,
    );

    const decided = new Set(decidedOperations());

    expect(wantSession.map(({ operationId }) => operationId).filter((one) => !decided.has(one))).toEqual([]);
    const known = new Set(wantSession.map(({ operationId }) => operationId));
    expect([...decided].filter((one) => !known.has(one))).toEqual([]);
  });

  test("the server lets each role call what the table says, and refuses everything else", async () => {
    const operations = (await readOperations()).filter(
      ({ path, security }) => path.startsWith("/api/") && security.length > 0,
    );
    const wrong: string[] = [];
    for (const { operationId, method, path } of operations) {
      const url = path.replace("{ref}", "userId:ada").replace(/\{\w+\}/g, "none");
      const answers = await Promise.all(roles.map((role) => as(role, method, url)));
      wrong.push(
        ...answers.flatMap(({ status, body }, at) => {
          const role = roles[at] ?? "owner";
          const isRefused = status === 403 && body.code === "staff.not_allowed";
          const isRight = isRefused !== mayCall(role, operationId) && status !== 401 && status < 500;
          return isRight ? [] : [`${role} ${operationId} ${status}`];
        }),
      );
    }

    expect(wrong).toEqual([]);
  });

  test("the doors of SDKs and of flags take keys, not people", async () => {
    const sent = await as("owner", "POST", "/v1/track", { userId: "ada", event: "Product Viewed" });
    const flagged = await as("owner", "POST", "/ofrep/v1/evaluate/flags", {
      context: { targetingKey: "ada" },
    });

    expect([sent.status, flagged.status]).toEqual([401, 401]);
  });
});

describe("what a role sees of a customer", () => {
  test("is without what it does not need, in reads, lists and search, and the answer says so", async () => {
    const profile = (await as("marketing", "GET", "/api/profiles/userId:ada")).body;
    const list = (await as("analyst", "GET", "/api/profiles?query=fairweather")).body;
    const full = (await as("service", "GET", "/api/profiles/userId:ada")).body;

    expect(profile).toMatchObject({ name: "Ada Fairweather", traits: { firstName: "Ada", email: "•••" } });
    expect(profile.masked).toContain("traits.email");
    expect(JSON.stringify(profile)).not.toMatch(/ada@example|441225|1984|BA1/);
    expect(list.items.length).toBeGreaterThan(0);
    expect(JSON.stringify(list)).not.toMatch(/Ada|Ben|example\.com|441225/);
    expect(list.masked).toContain("items.name");
    expect(full.masked).toBeUndefined();
    expect(full.traits.email).toBe("ada@example.com");
  });

  test("without consent to personalisation is orders, cases and entitlements only, for staff of every role", async () => {
    for (const role of ["owner", "marketing", "service"] as const) {
      const { body } = await as(role, "GET", "/api/profiles/userId:ben");
      expect(body).toMatchObject({
        withheld: "personalisation",
        orders: { count: 1 },
        traits: {},
        segments: [],
        lastViewed: [],
        affinities: [],
      });
      const timeline = (await as(role, "GET", "/api/profiles/userId:ben/timeline")).body;
      expect(timeline.items.map(({ name }: { name: string }) => name)).toEqual(["Order Completed"]);
      expect((await as(role, "GET", "/api/profiles/userId:ben/orders")).body.items).toHaveLength(1);
      expect((await as(role, "GET", "/api/profiles/userId:ben/loyalty")).body.code).toBe("profile.withheld");
      expect((await as(role, "GET", "/api/profiles/userId:ben/segments")).body.code).toBe("profile.withheld");
    }
    const list = (await as("owner", "GET", "/api/profiles?query=fairweather")).body;
    const withheld = list.items.map((row: { name: string; withheld?: string }) => [row.name, row.withheld]);
    expect(withheld).toContainEqual(["Ben Fairweather", "personalisation"]);
    expect(withheld).toContainEqual(["Ada Fairweather", undefined]);
  });

  test("with a key is everything, as before", async () => {
    const { traits, segments } = await shop.profile("userId:ben");

    expect(traits["email"]).toBe("ben@example.com");
    expect(segments).toBeInstanceOf(Array);
  });
});

describe("a store", () => {
  const namesFor = async (query: string): Promise<readonly string[]> => {
    const { items } = (await as("retail", "GET", `/api/profiles?query=${encodeURIComponent(query)}`)).body;
    return items.map(({ name }: { name: string }) => name).sort();
  };

  test("lists its own customers and no others, by name too", async () => {
    await waitUntil("the store to know its customers", async () =>
      (await namesFor("")).length === 2 ? true : undefined,
    );

    expect(await namesFor("")).toEqual(["Ada Fairweather", "Ben Fairweather"]);
    expect(await namesFor("fairw")).toEqual(["Ada Fairweather", "Ben Fairweather"]);
    expect(await namesFor("Cleo")).toEqual([]);
    expect(await namesFor("Cleo Stone")).toEqual([]);
  });

  test("may not see a customer of another store until it looked them up by a whole number", async () => {
    const { id } = await shop.profile("userId:cleo");
    const before = await as("retail", "GET", `/api/profiles/${id}`);
    const decided = await as("retail", "POST", "/api/decide", {
      identity: { userId: "cleo" },
      placements: ["none"],
      dryRun: true,
    });

    expect([before.body.code, decided.body.code]).toEqual(["profile.other_store", "profile.other_store"]);
    expect(await namesFor("+44122500000")).toEqual(["Ada Fairweather"]); // by its beginning, as one of its own
    expect(await namesFor("L-200")).toEqual([]);
    expect(await namesFor("+441225000003")).toEqual(["Cleo Stone"]);
    expect((await as("retail", "GET", `/api/profiles/${id}`)).status).toBe(200);
  });

  test.each(["L-2001", "cleo stone 03.02.1990", "Cleo 1990-02-03"])(
    "finds a customer of another store by %s",
    async (query) => {
      expect(await namesFor(query)).toEqual(["Cleo Stone"]);
    },
  );

  test.each(["cleo stone 1990", "stone 04.02.1990", "03.02.1990", "cleo +441225", "L-2002"])(
    "does not find one by %s",
    async (query) => {
      expect(await namesFor(query)).toEqual([]);
    },
  );

  test("exports nothing", async () => {
    const { items } = (await as("retail", "GET", "/api/segments")).body;
    const exported = await as("retail", "GET", "/api/segments/none/members.csv");

    expect(items).toBeInstanceOf(Array);
    expect(exported.body.code).toBe("staff.not_allowed");
  });
});

describe("the audit", () => {
  test("says who saw a customer and who changed what, and that nothing of it was touched", async () => {
    const { id } = await shop.profile("userId:ada");
    await as("service", "GET", `/api/profiles/${id}/orders`);
    await as("service", "POST", `/api/profiles/${id}/consents`, { purpose: "marketing", state: "denied" });

    const views = await waitUntil("the view to be written", async () => {
      const { items } = (await as("owner", "GET", `/api/profiles/${id}/views?limit=200`)).body;
      return items.some((one: { subject: string }) => one.subject === "listProfileOrders")
        ? items
        : undefined;
    });
    const viewers = new Set(views.map(({ name }: { name: string }) => name));
    expect(viewers).toContain("The service");
    expect(viewers).toContain("The retail");
    const change = await waitUntil("the change to be written", async () => {
      const { items } = (await as("owner", "GET", "/api/audit?kind=change")).body;
      return items.find((one: { action: string }) => one.action === "console.stateConsent");
    });
    expect(change).toMatchObject({ name: "The service", subject: `/api/profiles/${id}/consents` });
    const check = (await as("owner", "GET", "/api/audit/check")).body;
    expect(check).toMatchObject({ intact: true, faults: [] });
    const all = JSON.stringify((await server.get<object>("/api/audit?limit=200")) as object);
    expect(all).not.toMatch(/ada@example|Fairweather|441225/);
  });
});
