import { setup } from "../server/src/platform/testing/global-setup.ts";
import { openTestStores, type TestStores } from "../server/src/platform/testing/stores.ts";
import { emptyLeaf } from "../server/src/profile/fold-leaf.ts";
import { listCustomers } from "../server/src/profile/list-customers.ts";
import { createCustomerSearch } from "../server/src/profile/postgres/search-profiles.ts";
import { endLater } from "./ending.ts";
import { atMost, type Measured, quantile, say } from "./report.ts";
import type { Scale } from "./scale.ts";

const asked = 40;
const mostMs = 150;

/** Customers searched for as people type: rightly and wrongly, by name, mail, phone, card and receipt; words with many bearers as often as rare ones. */
export async function measure(scale: Scale): Promise<Measured> {
  endLater(await setup());
  const stores = await openTestStores();
  endLater(() => stores.close());
  const startedAt = performance.now();
  await makeCustomers(stores, scale.profiles);
  say(
    `${scale.profiles} made-up customers stand after ${Math.round((performance.now() - startedAt) / 1000)} s.`,
  );
  const all: number[] = [];
  const figures: Record<string, number> = {};
  for (const [kind, { make, isMeant }] of Object.entries(questions)) {
    const { took, met } = await ask(stores, scale.profiles, make);
    all.push(...took);
    figures[`${kind} p95 ms`] = quantile(took, 0.95);
    if (isMeant) figures[`${kind} found`] = met / asked;
  }
  return {
    figures: { ...figures, "all p50 ms": quantile(all, 0.5), "all p99 ms": quantile(all, 0.99) },
    promises: [
      atMost("A search, p95 over all kinds of question, ms", quantile(all, 0.95), mostMs),
      atMost("The slowest kind of question, p95, ms", Math.max(...p95s(figures)), mostMs),
    ],
  };
}

function p95s(figures: Readonly<Record<string, number>>): readonly number[] {
  return Object.entries(figures)
    .filter(([name]) => name.endsWith("p95 ms"))
    .map(([, value]) => value);
}

async function ask(
  { database }: TestStores,
  customers: number,
  make: (one: Person) => string,
): Promise<{ readonly took: readonly number[]; readonly met: number }> {
  const search = createCustomerSearch(database);
  const took: number[] = [];
  let met = 0;
  for (let at = 0; at < asked; at += 1) {
    const person = personOf(1 + Math.floor(draw() * customers));
    const startedAt = performance.now();
    const page = await listCustomers(search, 1, {
      text: make(person),
      known: true,
      before: undefined,
      limit: 50,
    });
    took.push(performance.now() - startedAt);
    if ([...page.found, ...page.near].some(({ profileId }) => profileId === person.id)) met += 1;
  }
  return { took, met };
}

interface Person {
  readonly id: number;
  readonly first: string;
  readonly last: string;
  readonly email: string;
  readonly phone: string;
  readonly card: string;
  readonly receipt: string;
}

type Question = {
  readonly make: (person: Person) => string;
  /** Whether it can only mean this one, of whom it must then tell. */
  readonly isMeant?: true;
};

const questions: Readonly<Record<string, Question>> = {
  "one letter": { make: ({ last }) => last.slice(0, 1) },
  "two letters": { make: ({ last }) => last.slice(0, 2) },
  "last name": { make: ({ last }) => last },
  "both names": { make: ({ first, last }) => `${first} ${last}` },
  "last name, one slip": { make: ({ last }) => slip(last) },
  "last name, two slips": { make: ({ last }) => slip(slip(last)) },
  "both names, one slip each": { make: ({ first, last }) => `${slip(first)} ${slip(last)}` },
  mail: { make: ({ email }) => email, isMeant: true },
  "mail, one slip": { make: ({ email }) => slip(email), isMeant: true },
  "phone as dialled at home": { make: ({ phone }) => phone.replace("+44", "0"), isMeant: true },
  "phone, one slip": { make: ({ phone }) => slip(phone), isMeant: true },
  "card, one slip": { make: ({ card }) => slip(card), isMeant: true },
  receipt: { make: ({ receipt }) => receipt, isMeant: true },
  "receipt, one slip": { make: ({ receipt }) => slip(receipt) },
  "nobody's name": { make: () => "xylophonquarz" },
};

let state = 20_261_122;

/** The same questions in each run. */
function draw(): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
}

/** Two neighbours change places, not the first letter. */
function slip(word: string): string {
  const at = 1 + Math.floor(draw() * (word.length - 2));
  return `${word.slice(0, at)}${word[at + 1] ?? ""}${word[at] ?? ""}${word.slice(at + 2)}`;
}

const syllables = [
  "an",
  "bel",
  "cor",
  "dan",
  "el",
  "far",
  "gen",
  "har",
  "il",
  "jo",
  "ka",
  "lin",
  "mar",
  "nor",
];
const endings = [
  "son",
  "ton",
  "ley",
  "well",
  "ford",
  "er",
  "ing",
  "by",
  "ham",
  "wood",
  "man",
  "ski",
  "ez",
  "ard",
];

/** The names that come first are borne by many: the share of a name falls as with real ones. */
function personOf(id: number): Person {
  const first = nameOf(Math.floor(2_000 * part(id, 1) ** 3), ["a", "o", "ie", "us"]);
  const last = nameOf(Math.floor(60_000 * part(id, 2) ** 3), endings);
  return {
    id,
    first,
    last,
    email: `${first}.${last}${id}@example.com`,
    phone: `+44${7_000_000_000 + id}`,
    card: String(98_270_000_000 + id * 7),
    receipt: `R${5_000_000 + id * 3}`,
  };
}

function part(id: number, salt: number): number {
  return ((Math.imul(id, 2_654_435_761) ^ Math.imul(salt, 40_503)) >>> 0) / 2 ** 32;
}

function nameOf(index: number, ends: readonly string[]): string {
  let rest = Math.floor(index / ends.length);
  let name = "";
  do {
    name += syllables[rest % syllables.length] ?? "";
    rest = Math.floor(rest / syllables.length);
  } while (rest > 0);
  return name + (ends[index % ends.length] ?? "");
}

const customersAtOnce = 20_000;

async function makeCustomers(stores: TestStores, customers: number): Promise<void> {
  const text = JSON.stringify({ leaves: { 1: { ...emptyLeaf, events: 1 } }, segments: {} });
  for (let from = 1; from <= customers; from += customersAtOnce) {
    const people = Array.from({ length: Math.min(customersAtOnce, customers + 1 - from) }, (_, at) =>
      personOf(from + at),
    );
    await insertPeople(stores, people, text);
  }
  await stores.database.query("vacuum analyze search_term, profile, leaf, identifier, sale");
}

async function insertPeople(
  { database }: TestStores,
  people: readonly Person[],
  text: string,
): Promise<void> {
  const ids = people.map(({ id }) => id);
  await database.query(
    "insert into profile (brand_id, profile_id, state) select 1, id, $2 from unnest($1::bigint[]) as told (id)",
    [ids, text],
  );
  await database.query(
    `insert into leaf (brand_id, leaf_id, profile_id, namespace, value, proof, position)
     select 1, id, id, 'email', value, 'secretKey', 1 from unnest($1::bigint[], $2::text[]) as told (id, value)`,
    [ids, people.map(({ email }) => email)],
  );
  await database.query(
    `insert into sale (brand_id, sale_key, leaf_id, state, status, placed_at, channel, currency, net_minor, merchandise_minor)
     select 1, key, id, '{}', 'completed', now(), 'web', 'GBP', 100, 100 from unnest($1::bigint[], $2::text[]) as told (id, key)`,
    [ids, people.map(({ receipt }) => receipt)],
  );
  for (const namespace of ["email", "phone", "card"] as const)
    await database.query(
      `insert into identifier (brand_id, namespace, value, leaf_id, proof, position)
       select 1, $3, value, id, 'secretKey', 1 from unnest($1::bigint[], $2::text[]) as told (id, value)`,
      [ids, people.map((one) => one[namespace]), namespace],
    );
  for (const word of ["first", "last", "email", "phone", "card"] as const)
    await database.query(
      "insert into search_term (brand_id, term, profile_id) select 1, term, id from unnest($1::bigint[], $2::text[]) as told (id, term)",
      [ids, people.map((one) => one[word])],
    );
}
