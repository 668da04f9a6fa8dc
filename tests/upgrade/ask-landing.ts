import { startServer, type TestServer } from "../harness/start-server.ts";
import { waitUntil } from "../harness/wait-until.ts";
import { settle } from "../sdk/recorded.ts";
import { type Landing, type Moment, moments, type Question } from "./landing.ts";

/** The program of this checkout on a landing's data folder, a while after that landing was stopped. */
export function startAt(landing: Landing, moment: Moment, dataFolder: string): Promise<TestServer> {
  const byMs = Date.parse(landing.madeAt) + moments[moment] - Date.now();
  const clock = new URL("./shift-clock.ts", import.meta.url);
  clock.searchParams.set("by", String(byMs));
  return startServer({ dataFolder, env: { NODE_OPTIONS: `--import=${clock.href}` } });
}

/** Resolves when what lay on its way has arrived, customers are made anew of whom this program keeps more, and time has taken everyone out of segments, and in. */
export async function untilCaughtUp(server: TestServer): Promise<void> {
  await settle(server);
  await waitUntil("loyalty to be kept of everybody, behind leaves made anew", async () => {
    const { appliedAt } = await server.get<{ appliedAt: string | null }>("/api/loyalty/thresholds");
    return appliedAt === null ? undefined : true;
  });
  await waitUntil("segments to be live, and of the size that the stores count", async () => {
    const standings = await standingsOf(server);
    return standings.every(({ state, size, counted }) => state === "live" && size === counted)
      ? true
      : undefined;
  });
}

export interface Standing {
  readonly key: string;
  readonly state: string;
  readonly size: number;
  /** As both stores count those who meet the condition now. */
  readonly counted: number;
}

export async function standingsOf(server: TestServer): Promise<readonly Standing[]> {
  const { items } = await server.get<{ items: { key: string }[] }>("/api/segments");
  return Promise.all(
    items.map(async ({ key }) => {
      const { state, size, condition } = await server.get<
        Omit<Standing, "key" | "counted"> & { condition: object }
      >(`/api/segments/${key}`);
      const preview = await server.post<{ size: number }>("/api/segments/preview", { condition });
      return { key, state, size, counted: preview.size };
    }),
  );
}

export function ask(server: TestServer, { path, body }: Question): Promise<unknown> {
  return body === undefined ? server.get(path) : server.post(path, body);
}

/** What a later program must still say. Left out: sentences, which may be said better, and when somebody came into a segment, or out of it, because that program caught up. */
export function factsIn(answer: unknown, { only, each }: Question, madeAt: string): unknown {
  const facts = membersOf(pick(answer, madeAt), only);
  if (!isObject(facts) || !Array.isArray(facts["items"])) return facts;
  return { ...facts, items: facts["items"].map((item) => membersOf(item, each)) };
}

function membersOf(value: unknown, names: readonly string[] | undefined): unknown {
  if (names === undefined || !isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => names.includes(name)));
}

function pick(value: unknown, madeAt: string): unknown {
  if (Array.isArray(value)) return value.map((one) => pick(one, madeAt));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(([name, held]) => !isPassing(name, held, value, madeAt));
  return Object.fromEntries(entries.map(([name, held]) => [name, pick(held, madeAt)]));
}

function isPassing(name: string, held: unknown, owner: object, madeAt: string): boolean {
  if (typeof held !== "string") return false;
  if (name === "why" || name === "explanation") return true;
  if (name === "text") return "code" in owner;
  // Where a candidate stopped is told in the order of the program that explains; the reason stays.
  if (name === "stage") return "reason" in owner && "experience" in owner;
  if (name === "leftAt") return isCatchingUp(Date.parse(held) - Date.parse(madeAt));
  return (name === "since" || name === "enteredAt") && held > madeAt;
}

/** Whether a later program was folding then what the landing had only taken in. */
function isCatchingUp(afterMs: number): boolean {
  return Object.values(moments).some((startedMs) => afterMs >= startedMs && afterMs < startedMs + 600_000);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Everything that is asked of a landing, named by what its own program lists. */
export async function questionsFor(
  server: TestServer,
  moment: Moment,
  decisions: readonly string[],
): Promise<readonly Question[]> {
  const customers = await server.get<{ items: { id: string }[] }>("/api/profiles?limit=200");
  const ids = customers.items.map(({ id }) => id);
  const { items } = await server.get<{ items: { key: string }[] }>("/api/segments");
  const segments = items.flatMap(({ key }): readonly Question[] => [
    { path: `/api/segments/${key}`, only: ["key", "size", "state", "condition", "version"] },
    { path: `/api/segments/${key}/members?limit=200`, each: ["profile", "enteredAt"] },
  ]);
  const profiles = (...parts: readonly string[]): readonly Question[] =>
    ids.flatMap((id) => parts.map((part): Question => ({ path: `/api/profiles/${id}${part}` })));
  const explained = decisions.map((id): Question => ({ path: `/api/decisions/${id}` }));
  // By then decisions are out of Postgres: ClickHouse tells of them.
  if (moment === "later") return [...segments, ...profiles("/segments"), ...explained];
  return [
    ...brandQuestions,
    ...segments,
    ...profiles("", "/segments", "/timeline?limit=500", "/orders?limit=100"),
    ...profiles("/consents").map((one) => ({ ...one, only: ["current", "records"] })),
    ...["c-20", "c-31", "c-33", "c-35"].map((userId) => ({ path: `/api/profiles/userId:${userId}/merges` })),
    ...explained,
    ...["c-2", "c-3", "c-5", "c-14", "nobody"].map(decisionFor),
  ];
}

function decisionFor(userId: string): Question {
  return {
    path: "/api/decide",
    body: { identity: { userId }, placements: ["hero", "row"], context: {} },
    only: ["placements"],
  };
}

const lookUps = [
  "userId:c-1",
  "user_id:old-35",
  "anonymousId:device-1",
  "anonymousId:kiosk",
  "email:Ada@Example.com",
  "phone:+44 7700 900101",
  "card:6335-0000-0001",
  "card:633500000042",
  "userId:c-32",
  "userId:c-34",
  "userId:newcomer",
  "anonymousId:last",
].map((ref): Question => ({ path: `/api/profiles/${encodeURIComponent(ref)}`, only: ["id", "identifiers"] }));

const brandQuestions: readonly Question[] = [
  ...lookUps,
  { path: "/api/brand", only: ["key", "name", "timeZone", "currency"] },
  { path: "/api/sources" },
  { path: "/api/profiles?limit=200", each: ["id", "name", "lastSeenAt", "segments"] },
  { path: "/api/profiles?query=ada" },
  { path: "/api/products" },
  { path: "/api/products/vase" },
  { path: "/api/stores" },
  { path: "/api/stores/north" },
  { path: "/api/definitions/export" },
  { path: "/api/definitions/segment/tiered/versions" },
  { path: "/api/definitions/segment/campaign/versions" },
  { path: "/api/reports/sales" },
  { path: "/api/reports/sales?store=north" },
  { path: "/api/reports/sales?channel=web" },
  ...["o-7-0", "o-7-1", "o-11-2", "r-1", "r-2", "r-3", "x-1", "late-1", "import-1"].map(
    (key): Question => ({ path: `/api/sales/${key}` }),
  ),
  { path: "/api/quarantine?state=all" },
  { path: "/api/quarantine/qua_1" },
];
