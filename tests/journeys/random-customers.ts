import fc from "fast-check";
import { expect } from "vitest";
import { type Answer, type Shop, track, type Wire } from "./shop.ts";

/** One call of whoever; people and devices by number. */
export type Deed =
  | { readonly does: "identify"; readonly user: number; readonly device: number; readonly isPublic: boolean }
  | { readonly does: "alias"; readonly user: number; readonly previous: number }
  | { readonly does: "leave"; readonly device: number }
  | { readonly does: "look"; readonly device: number; readonly user: number | undefined }
  | { readonly does: "agree" | "withdraw"; readonly user: number; readonly device: number | undefined }
  | { readonly does: "merge"; readonly from: number; readonly into: number }
  | { readonly does: "undo"; readonly which: number }
  | { readonly does: "weigh"; readonly share: 0 | 1 };

const users = 4;
const devices = 4;
const user = fc.nat(users - 1);
const device = fc.nat(devices - 1);

const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ does: fc.constant("identify" as const), user, device, isPublic: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("alias" as const), user, previous: user }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("leave" as const), device }) },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant("look" as const),
      device,
      user: fc.option(user, { nil: undefined }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constantFrom("agree" as const, "agree" as const, "withdraw" as const),
      user,
      device: fc.option(device, { nil: undefined }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constant("merge" as const), from: user, into: user }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("undo" as const), which: fc.nat(3) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant("weigh" as const),
      share: fc.constantFrom(0 as const, 1 as const),
    }),
  },
);

/** What happens at once, wave after wave. */
export const history: fc.Arbitrary<readonly (readonly Deed[])[]> = fc.array(
  fc.array(deed, { minLength: 1, maxLength: 4 }),
  { minLength: 3, maxLength: 12 },
);

/** Two placements: one whose promotion may be served once, one with variants, and one with what was viewed. */
export async function openPlacements(put: (path: string, body: unknown) => Promise<unknown>): Promise<void> {
  for (const device of [...Array(devices).keys()]) {
    for (const product of [`by-device-${device}`, `by-till-${device}`])
      await put(`/api/products/${product}`, { name: product, price: "9.99" });
  }
  await put("/api/definitions/placement/once", { name: "Once", content: "Else" });
  await put("/api/definitions/experience/once", {
    name: "Once",
    placement: "once",
    content: "Once",
    caps: [{ by: "served", most: 1, within: "7d" }],
  });
  await put("/api/definitions/placement/drawn", { name: "Drawn" });
  await put("/api/definitions/placement/seen", { name: "Seen", items: { limit: 8 } });
  await put("/api/definitions/experience/drawn", weigh(1));
  const items = { blend: { recentlyViewed: 1 } };
  await put("/api/definitions/experience/seen", { name: "Seen", placement: "seen", content: null, items });
}

const weigh = (share: 0 | 1): Wire => ({
  name: "Drawn",
  placement: "drawn",
  content: "own",
  variants: [
    { key: "a", weight: share, content: "a" },
    { key: "b", weight: 1 - share, content: "b" },
  ],
});

interface Who {
  readonly kind: "user" | "device";
  readonly at: number;
}

interface Shown {
  readonly who: Who;
  readonly once: string | null;
  /** Undefined: no variant. */
  readonly variant: string | undefined;
  readonly isPersonal: boolean;
  readonly seen: readonly string[];
}

/** Of everybody of one run, by the customer they belong to. */
type Homes = ReadonlyMap<string, string>;

const everybody: readonly Who[] = [
  ...[...Array(users).keys()].map((at): Who => ({ kind: "user", at })),
  ...[...Array(devices).keys()].map((at): Who => ({ kind: "device", at })),
];

const nameOf = ({ kind, at }: Who): string => `${kind}${at}`;

/** A few customers, what is known of them here, and what must hold whatever they do. */
export class RandomCustomers {
  readonly #shop: Shop;
  readonly #run: string;
  readonly #merges: string[] = [];
  /** Users who were served what is served once. */
  readonly #served = new Set<number>();
  /** What users alone in their customer were dealt. */
  readonly #dealt = new Map<number, string>();
  /** Users of whom others may have left a variant in what they were joined in. */
  readonly #mixed = new Set<number>();
  /** Users who took consent back, since when nobody has agreed to anything. */
  readonly #withdrawn = new Set<number>();
  /** Devices that were dealt a variant while nobody had signed in on them. */
  readonly #loose = new Set<number>();
  /** Devices that a secret key has spoken for. */
  readonly #proven = new Set<number>();
  #homes: Homes = new Map();

  constructor(shop: Shop, run: string) {
    this.#shop = shop;
    this.#run = run;
  }

  /** Half of their accounts are there; the others become known by what is said of them. */
  async open(): Promise<void> {
    const accounts = everybody.filter(({ kind, at }) => kind === "user" && at < users / 2);
    await this.#shop.till(...accounts.map((who) => ({ type: "identify", ...this.#naming(who) })));
  }

  /** One wave: all at once, half of it beside questions; then everybody is asked at once. */
  async live(deeds: readonly Deed[]): Promise<void> {
    for (const one of deeds) this.#foresee(one);
    const meanwhile = this.#ask([
      { kind: "user", at: 0 },
      { kind: "device", at: 0 },
      { kind: "user", at: 0 },
    ]);
    const before = new Set(this.#served);
    const [during] = await Promise.all([meanwhile, ...deeds.map((one) => this.#do(one))]);
    this.#judgeDuring(during, before);
    await this.#shop.page(track("Looked Up", this.#naming({ kind: "device", at: devices }))); // all that was answered is folded
    this.#homes = await this.#readHomes();
    this.#remember(deeds);
    this.#judge(await this.#ask([...everybody, ...everybody]));
  }

  /** A page, a till and a mailer ask at once. */
  #ask(whom: readonly Who[]): Promise<readonly Shown[]> {
    return Promise.all(whom.map(async (who) => shownBy(who, await this.#decide(who))));
  }

  #decide(who: Who): Promise<Answer> {
    const key = who.kind === "device" ? this.#shop.server.writeKey : this.#shop.server.adminKey;
    const question = { identity: this.#naming(who), placements: ["once", "drawn", "seen"] };
    return this.#shop.ask("POST", "/api/decide", question, { key });
  }

  #naming({ kind, at }: Who): Wire {
    return kind === "user" ? { userId: `${this.#run}-u${at}` } : { anonymousId: `${this.#run}-d${at}` };
  }

  async #do(one: Deed): Promise<void> {
    const user = (at: number): Wire => this.#naming({ kind: "user", at });
    const device = (at: number): Wire => this.#naming({ kind: "device", at });
    const { ask, server } = this.#shop;
    const page = (event: Wire): Promise<void> => this.#tell(server.writeKey, event);
    const till = (event: Wire): Promise<void> => this.#tell(server.adminKey, event);
    switch (one.does) {
      case "identify":
        return (one.isPublic ? page : till)({ type: "identify", ...user(one.user), ...device(one.device) });
      case "alias":
        return till({ type: "alias", ...user(one.user), previousId: user(one.previous)["userId"] });
      case "leave":
        return page(track("Signed Out", device(one.device)));
      case "look":
        return one.user === undefined
          ? page(track("Product Viewed", device(one.device), { product_id: `by-device-${one.device}` }))
          : till(track("Product Viewed", user(one.user), { product_id: `by-till-${one.device}` }));
      case "agree":
      case "withdraw":
        return this.#say(one.does === "agree" ? "Consent Given" : "Consent Withdrawn", one);
      case "merge":
        return this.#merge(one.from, one.into);
      case "undo":
        return this.#undo(this.#merges.at(-1 - one.which));
      case "weigh":
        await ask("PUT", "/api/definitions/experience/drawn", weigh(one.share));
    }
  }

  #say(
    name: string,
    { user, device }: { readonly user: number; readonly device: number | undefined },
  ): Promise<void> {
    const purpose = { purpose: "personalisation" };
    const { adminKey, writeKey } = this.#shop.server;
    return device === undefined
      ? this.#tell(adminKey, track(name, this.#naming({ kind: "user", at: user }), purpose))
      : this.#tell(writeKey, track(name, this.#naming({ kind: "device", at: device }), purpose));
  }

  /** Answered, but perhaps not folded yet. */
  async #tell(key: string, event: Wire): Promise<void> {
    const { text } = await this.#shop.ask("POST", "/v1/batch", { batch: [event] }, { key });
    expect(text).toBe('{"success":true}');
  }

  async #merge(from: number, into: number): Promise<void> {
    const refOf = (at: number): string => `userId:${this.#naming({ kind: "user", at })["userId"]}`;
    const { status, body } = await this.#shop.ask("POST", `/api/profiles/${refOf(into)}/merge`, {
      from: refOf(from),
    });
    expect(status).toBeLessThan(500);
    if (status < 300) this.#merges.push(body.id);
  }

  async #undo(mergeId: string | undefined): Promise<void> {
    if (mergeId === undefined) return;
    expect((await this.#shop.ask("POST", `/api/merges/${mergeId}/undo`)).status).toBeLessThan(500);
  }

  /** What is no more certain as soon as it may have happened. */
  #foresee(one: Deed): void {
    if (one.does === "identify" && !one.isPublic) this.#proven.add(one.device);
    if (one.does === "identify" && this.#loose.has(one.device)) this.#mixed.add(one.user);
    if (one.does === "agree") this.#withdrawn.clear();
  }

  #remember(deeds: readonly Deed[]): void {
    if (deeds.some(({ does }) => does === "agree")) return;
    for (const one of deeds)
      if (one.does === "withdraw" && one.device === undefined) this.#withdrawn.add(one.user);
  }

  async #readHomes(): Promise<Homes> {
    const found = await Promise.all(
      everybody.map(async (who) => {
        const [[namespace, value] = ["", ""]] = Object.entries(this.#naming(who));
        const { status, body } = await this.#shop.ask("GET", `/api/profiles/${namespace}:${value}`);
        expect([200, 404]).toContain(status);
        return status === 200 ? [[nameOf(who), body.id] as const] : [];
      }),
    );
    return new Map(found.flat());
  }

  #judgeDuring(shown: readonly Shown[], before: ReadonlySet<number>): void {
    if (shown.some(({ variant }) => variant !== undefined))
      for (const { kind, at } of everybody) if (kind === "user" && !this.#dealt.has(at)) this.#mixed.add(at);
    for (const { who, once } of shown) {
      if (who.kind !== "user" || once !== "Once") continue;
      expect(before.has(who.at), `${nameOf(who)} was served before`).toBe(false);
      expect(this.#served.has(who.at), `${nameOf(who)} was served at the same time`).toBe(false);
      this.#served.add(who.at);
    }
  }

  #judge(all: readonly Shown[]): void {
    for (const { who, seen } of all) {
      if (who.kind === "device" && !this.#proven.has(who.at))
        expect(seen.filter((product) => product !== `by-device-${who.at}`)).toEqual([]);
    }
    const known = all.filter(({ who }) => this.#homes.has(nameOf(who)));
    for (const [home, shown] of Map.groupBy(known, ({ who }) => this.#homes.get(nameOf(who)) ?? "")) {
      const members = everybody.filter((who) => this.#homes.get(nameOf(who)) === home);
      const people = members.flatMap(({ kind, at }) => (kind === "user" ? [at] : []));
      const told = `${members.map(nameOf).join(" and ")}, who are one`;
      this.#judgeServed(shown, people, told);
      this.#judgeVariants(shown, people, told);
      if (people.some((at) => this.#withdrawn.has(at)))
        expect(
          shown.filter(({ isPersonal }) => isPersonal),
          `${told}, of whom one took consent back`,
        ).toEqual([]);
    }
  }

  #judgeServed(shown: readonly Shown[], people: readonly number[], told: string): void {
    const isServed = people.some((at) => this.#served.has(at));
    const times = shown.filter(({ once }) => once === "Once").length;
    expect(times, `${told}, served before: ${isServed}`).toBeLessThanOrEqual(isServed ? 0 : 1);
    const [only, ...others] = people;
    if (times > 0 && only !== undefined && others.length === 0) this.#served.add(only);
    for (const { who, once } of shown) if (once === "Once" && who.kind === "user") this.#served.add(who.at);
  }

  #judgeVariants(shown: readonly Shown[], people: readonly number[], told: string): void {
    const [variant, ...others] = new Set(shown.flatMap((one) => one.variant ?? []));
    expect(others, `${told}, are shown ${variant} too`).toEqual([]);
    if (variant === undefined) return;
    if (people.length === 0) for (const { who } of shown) this.#loose.add(who.at);
    const dealt = new Set(people.flatMap((at) => this.#dealt.get(at) ?? []));
    if (dealt.size === 1 && !people.some((at) => this.#mixed.has(at)))
      expect([variant], `${told}, were dealt that before`).toEqual([...dealt]);
    this.#keepVariant(people, variant);
  }

  #keepVariant(people: readonly number[], variant: string): void {
    const isAlone = people.length === 1;
    for (const at of people) {
      if (isAlone && !this.#mixed.has(at)) this.#dealt.set(at, variant);
      if (!isAlone && !this.#dealt.has(at)) this.#mixed.add(at);
    }
  }
}

function shownBy(who: Who, { status, body }: Answer): Shown {
  expect(status).toBe(200);
  const { once, drawn, seen } = body.placements;
  const products = (seen.items ?? []).map(({ product }: { readonly product: string }) => product);
  return {
    who,
    once: once.content,
    variant: drawn.variant,
    isPersonal: drawn.variant !== undefined || products.length > 0,
    seen: products,
  };
}
