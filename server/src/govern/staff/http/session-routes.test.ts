import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { stoppedClock } from "../../../kernel/clock.ts";
import { openTestStores, type TestStores } from "../../../platform/testing/stores.ts";
import { own, type StaffedApp, staffedApp } from "../testing/staffed-app.ts";

const hourMs = 60 * 60_000;
const password = "lantern light at dusk";
const clock = stoppedClock(Date.UTC(2026, 4, 1, 9));
let stores: TestStores;
let here: StaffedApp;
let elsewhere: StaffedApp;
let adminKey: string;

beforeAll(async () => {
  stores = await openTestStores();
  here = staffedApp(stores.database, clock);
  elsewhere = staffedApp(stores.database, clock);
  adminKey = (await here.keys.ensureFirst(1, {})).adminKey ?? "";
  const invitation = await here.staff.ensureOwner(1);
  await here.ask("POST", "/api/session", { payload: { invitation, password } });
});
afterAll(async () => {
  await here.app.close();
  await elsewhere.app.close();
  await stores.close();
});

const asOwner = (): Promise<string> => here.enter({ login: "owner", password });
const statusOf = async (app: StaffedApp, cookie: string): Promise<number> =>
  (await app.ask("GET", "/api/me", { cookie })).statusCode;

/** With a role and a password. */
async function join(login: string, role: string, storeKeys: readonly string[] = []): Promise<string> {
  const owner = await asOwner();
  const payload = { login, name: "Somebody", role, stores: storeKeys };
  const { invitation } = (await here.ask("POST", "/api/staff", { payload, cookie: owner })).json();
  return here.enter({ invitation: invitation.path.split("#")[1], password });
}

describe("a cookie", () => {
  test("is what name and password, or a secret key, are exchanged for; no script can read it, no other site sends it", async () => {
    const byName = await here.ask("POST", "/api/session", { payload: { login: " Owner ", password } });
    const byKey = await here.ask("POST", "/api/session", { payload: { key: adminKey } });

    expect(byName.headers["set-cookie"]).toMatch(/^attune=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(byName.json()).toMatchObject({ kind: "staff", login: "owner", role: "owner", masks: [] });
    expect(byKey.json()).toMatchObject({ kind: "key", role: null, operations: "all" });
    expect(byName.headers["cache-control"]).toBe("no-store");
    expect((await stores.database.query("select digest::text from staff_session")).length).toBeGreaterThan(1);
  });

  test("goes over TLS only, for this host only, where the proxy says that it speaks TLS", async () => {
    const headers = { ...own, "x-forwarded-proto": "https" };

    const entered = await here.ask("POST", "/api/session", {
      payload: { login: "owner", password },
      headers,
    });

    expect(entered.headers["set-cookie"]).toMatch(
      /^__Host-attune=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
    );
  });

  test("counts only from the console's own pages", async () => {
    const cookie = await asOwner();
    const payload = { login: "mallory", name: "M", role: "owner" };
    const change = async (headers: object): Promise<string> =>
      (await here.ask("POST", "/api/staff", { payload, cookie, headers })).json().code;

    expect(await change({})).toBe("session.foreign");
    expect(await change({ ...own, origin: "https://elsewhere.example.com" })).toBe("session.foreign");
    expect(await change({ ...own, "sec-fetch-site": "cross-site" })).toBe("session.foreign");
    expect(await change({ ...own, origin: "null" })).toBe("session.foreign");
    const read = await here.ask("GET", "/api/staff", { cookie, headers: { "sec-fetch-site": "same-site" } });
    expect(read.json().code).toBe("session.foreign");
    const entering = await here.ask("POST", "/api/session", {
      payload: { login: "owner", password },
      headers: {},
    });
    expect(entering.json().code).toBe("session.foreign");
    const added = await here.ask("POST", "/api/staff", {
      payload: { login: "ada@example.com", name: "Ada", role: "analyst" },
      cookie,
      headers: { ...own, origin: "http://localhost", host: "localhost" },
    });
    expect(added.statusCode).toBe(201);
  });
});

describe("a session", () => {
  test("ends after two hours in which nobody used it, and after twelve in any case", async () => {
    const [idle, busy] = [await asOwner(), await asOwner()];

    for (let hour = 0; hour < 11; hour += 1) {
      clock.moveBy(hourMs);
      expect(await statusOf(here, busy)).toBe(200);
      await expect.poll(() => seenAt(clock.now())).toBe(true);
    }

    expect(await statusOf(here, idle)).toBe(401);
    clock.moveBy(hourMs + 1);
    expect(await statusOf(here, busy)).toBe(401);
  });

  test("of a page that goes on asking while nobody is there ends as an idle one", async () => {
    const cookie = await asOwner();
    const headers = { ...own, "x-attune-idle": "1" };

    for (let half = 0; half < 4; half += 1) {
      expect((await here.ask("GET", "/api/me", { cookie, headers })).statusCode).toBe(200);
      clock.moveBy(hourMs / 2);
    }

    expect(await statusOf(here, cookie)).toBe(401);
  });

  test("that is signed out is over here at once, in another copy of the program within 5 s", async () => {
    const cookie = await asOwner();
    expect(await statusOf(elsewhere, cookie)).toBe(200);

    const left = await here.ask("DELETE", "/api/session", { cookie });

    expect(left.headers["set-cookie"]).toContain("Max-Age=0");
    expect(await statusOf(here, cookie)).toBe(401);
    clock.moveBy(5_001);
    expect(await statusOf(elsewhere, cookie)).toBe(401);
  });

  test("can be seen and ended beside one's others, and all of them at once, but nobody else's", async () => {
    const [first, second] = [await asOwner(), await asOwner()];
    const engineer = await join("engineer-1", "engineer");
    const list = async (cookie: string) => (await here.ask("GET", "/api/sessions", { cookie })).json().items;
    const current = (await list(first)).find((one: { current: boolean }) => one.current);

    const foreign = await here.ask("DELETE", `/api/sessions/${current.id}`, { cookie: engineer });
    const ended = await here.ask("DELETE", `/api/sessions/${current.id}`, { cookie: second });

    expect([foreign.statusCode, ended.statusCode]).toEqual([404, 200]);
    expect(await list(engineer)).toHaveLength(1);
    expect(await statusOf(here, first)).toBe(401);
    await here.ask("DELETE", "/api/sessions", { cookie: second });
    expect(await statusOf(here, second)).toBe(401);
    expect(await statusOf(here, engineer)).toBe(200);
  });

  test("opened with a key ends with the key", async () => {
    const { text, keyId } = await here.keys.create(1, "secret", "default", "key:1");
    const cookie = await here.enter({ key: text });

    await here.keys.revoke(1, keyId, "key:1");

    clock.moveBy(5_001);
    expect(await statusOf(here, cookie)).toBe(401);
  });

  test.each([
    ["GET", "/api/staff"],
    ["GET", "/api/me"],
    ["GET", "/api/sessions"],
  ] as const)("that never was does not open %s %s", async (method, url) => {
    const answer = await here.ask(method, url, { cookie: `attune=${"x".repeat(43)}` });

    expect(answer.json()).toMatchObject({ status: 401, code: "session.missing" });
  });
});

describe("staff", () => {
  test("may call what their role may, and are told so", async () => {
    const analyst = await join("analyst-1", "analyst");

    const refused = await here.ask("GET", "/api/staff", { cookie: analyst });
    const me = (await here.ask("GET", "/api/me", { cookie: analyst })).json();

    expect(refused.json()).toMatchObject({ status: 403, code: "staff.not_allowed" });
    expect(me.operations).not.toContain("listStaff");
    expect(me.operations).toContain("reportSales");
    expect(me.masks).toEqual(["name", "contact", "details"]);
  });

  test("whose role is changed or who are disabled feel it at once, elsewhere within 5 s", async () => {
    const [cookie, owner] = [await join("service-1", "service"), await asOwner()];
    const { items } = (await here.ask("GET", "/api/staff", { cookie: owner })).json();
    const { id } = items.find((one: { login: string }) => one.login === "service-1");
    const roleIn = async (app: StaffedApp) => (await app.ask("GET", "/api/me", { cookie })).json().role;
    expect(await roleIn(elsewhere)).toBe("service");

    await here.ask("PATCH", `/api/staff/${id}`, { payload: { role: "finance" }, cookie: owner });
    expect(await roleIn(here)).toBe("finance");
    clock.moveBy(5_001);
    expect(await roleIn(elsewhere)).toBe("finance");

    await here.ask("PATCH", `/api/staff/${id}`, { payload: { disabled: true }, cookie: owner });
    expect(await statusOf(here, cookie)).toBe(401);
    const entering = await here.ask("POST", "/api/session", { payload: { login: "service-1", password } });
    expect(entering.json().code).toBe("session.refused");
  });

  test("choose a password by a link that works once, and another ends their sessions elsewhere", async () => {
    const owner = await asOwner();
    const payload = { login: "Grace@Example.com", name: "Grace", role: "marketing" };
    const made = (await here.ask("POST", "/api/staff", { payload, cookie: owner })).json();
    const invitation = made.invitation.path.split("#")[1];
    expect(made).toMatchObject({ login: "grace@example.com", state: "invited" });

    const short = await here.ask("POST", "/api/session", { payload: { invitation, password: "short" } });
    const [first, second] = [
      await here.enter({ invitation, password: "a quiet green morning" }),
      await here.enter({ login: "grace@example.com", password: "a quiet green morning" }),
    ];
    const again = await here.ask("POST", "/api/session", { payload: { invitation, password } });
    const changed = await here.ask("PUT", "/api/me/password", {
      payload: { current: "a quiet green morning", password },
      cookie: second,
    });

    expect(short.json().code).toBe("staff.password_too_short");
    expect(again.json().code).toBe("session.invitation_over");
    expect(changed.statusCode).toBe(200);
    expect([await statusOf(here, first), await statusOf(here, second)]).toEqual([401, 200]);
  });

  test("who guess wait longer and longer, the right password too, and a name that nobody bears is no different", async () => {
    await join("careful", "finance");
    for (const login of ["careful", "nobody-of-that-name"]) {
      const attempt = (text: string) =>
        here.ask("POST", "/api/session", { payload: { login, password: text } });
      for (let count = 0; count < 5; count += 1)
        expect((await attempt(`wrong ${count}`)).json().code).toBe("session.refused");

      const waiting = await attempt(password);

      expect(waiting.json().code).toBe("session.too_many_wrong");
      expect(waiting.headers["retry-after"]).toBe("30");
    }
    clock.moveBy(30_000);
    await here.enter({ login: "careful", password });
  });

  test("of a store have stores, others have none, and the last owner stays", async () => {
    const cookie = await asOwner();
    const add = async (payload: object) =>
      (await here.ask("POST", "/api/staff", { payload, cookie })).json().code;
    const person = { login: "till-1", name: "Till" };

    expect(await add({ ...person, role: "retail" })).toBe("staff.stores_missing");
    expect(await add({ ...person, role: "service", stores: ["s1"] })).toBe("staff.stores_not_for_role");
    expect(await add({ ...person, login: "owner", role: "service" })).toBe("staff.login_taken");
    const [owner] = (await here.ask("GET", "/api/staff", { cookie })).json().items;
    const last = await here.ask("PATCH", `/api/staff/${owner.id}`, { payload: { role: "analyst" }, cookie });
    expect(last.json().code).toBe("staff.last_owner");
  });

  test("are made by a program's secret key too; their passwords and links stand in no table", async () => {
    const headers = { authorization: `Bearer ${adminKey}` };
    const made = await here.ask("POST", "/api/staff", {
      payload: { login: "by-key", name: "By key", role: "analyst" },
      headers,
    });

    expect(made.statusCode).toBe(201);
    const token = made.json().invitation.path.split("#")[1];
    const kept = await stores.database.query<{ text: string }>(
      "select s::text as text from staff s union all select a::text from audit a union all select t::text from staff_session t",
    );
    expect(kept.map(({ text }) => text).join()).not.toContain(token);
    expect(kept.map(({ text }) => text).join()).not.toContain(password);
  });
});

async function seenAt(at: number): Promise<boolean> {
  const rows = await stores.database.query(
    "select from staff_session where seen_at = to_timestamp($1::float8 / 1000)",
    [at],
  );
  return rows.length > 0;
}
