import type { Identifier } from "@attune/contract";
import { normaliseIdentifier } from "../collect/index.ts";
import { nearTerms } from "./near-terms.ts";
import type { FoundProfile } from "./profiles.ts";
import { cutQuery } from "./search-terms.ts";

/** Reads visible customers; the Postgres adapter is postgres/search-profiles.ts. */
export interface CustomerSearch {
  /** Those of whom each term begins a word, newest first, of profile ids below `before`; without terms all. */
  byTerms(brandId: number, question: TermQuestion): Promise<readonly FoundProfile[]>;
  /** Whom these stand for, each once, in the order of the identifiers. */
  byIdentifiers(brandId: number, identifiers: readonly Identifier[]): Promise<readonly FoundProfile[]>;
  /** Whose order or receipt has one of these ids; of a till's receipt also without the store in front. */
  byReceipts(brandId: number, ids: readonly string[]): Promise<readonly FoundProfile[]>;
  /** Those of whom each term is nearly, but not quite, the beginning of a word; the best first. */
  byNearTerms(brandId: number, question: NearQuestion): Promise<readonly FoundProfile[]>;
}

export interface NearQuestion {
  readonly terms: readonly string[];
  readonly known: boolean;
  readonly limit: number;
}

export interface TermQuestion {
  readonly terms: readonly string[];
  /** Only customers with a userId, card, email or phone. */
  readonly known: boolean;
  readonly before: number;
  readonly limit: number;
}

export interface ListQuestion {
  /** As typed. */
  readonly text: string;
  readonly known: boolean;
  /** Only profile ids below this; undefined on the first page. */
  readonly before: number | undefined;
  readonly limit: number;
}

export interface CustomerPage {
  readonly found: readonly FoundProfile[];
  /** Who may have been meant: on the first page, when hardly anybody was found by what was typed. */
  readonly near: readonly FoundProfile[];
  /** `before` of the page that follows; undefined on the last. */
  readonly next: number | undefined;
}

/** With so many found by one word nobody else was meant; of several words one is enough. */
const enough = 5;

/** Who bears the typed text as a whole identifier comes first, once, even if the list would not show them. */
export async function listCustomers(
  search: CustomerSearch,
  brandId: number,
  asked: ListQuestion,
): Promise<CustomerPage> {
  const { text, known, before, limit } = asked;
  const terms = cutQuery(text);
  const [exact, newest] = await Promise.all([
    findExact(search, brandId, text),
    search.byTerms(brandId, {
      terms,
      known,
      before: before ?? Number.MAX_SAFE_INTEGER,
      limit: limit + 1,
    }),
  ]);
  const isExact = new Set(exact.map(({ profileId }) => profileId));
  const others = newest.filter(({ profileId }) => !isExact.has(profileId));
  const first = before === undefined ? exact.slice(0, limit) : [];
  const shown = limit - first.length;
  const [left] = others.slice(shown);
  const behind = newest.length > limit ? newest.at(-1)?.profileId : undefined;
  const found = [...first, ...others.slice(0, shown)];
  const isFew = found.length < (terms.length > 1 ? 1 : enough);
  const isMore = terms.length > 0 && before === undefined && exact.length === 0 && isFew;
  return {
    found,
    near: isMore ? await findNear(search, brandId, { terms, known, limit }, found) : [],
    next: left === undefined ? behind : left.profileId + 1,
  };
}

async function findExact(
  search: CustomerSearch,
  brandId: number,
  text: string,
): Promise<readonly FoundProfile[]> {
  const named = identifiersIn(text);
  const receipts = receiptsIn(text);
  const [byIdentifier, byReceipt] = await Promise.all([
    named.length === 0 ? [] : search.byIdentifiers(brandId, named),
    receipts.length === 0 ? [] : search.byReceipts(brandId, receipts),
  ]);
  const known = new Set(byIdentifier.map(({ profileId }) => profileId));
  return [...byIdentifier, ...byReceipt.filter(({ profileId }) => !known.has(profileId))];
}

/** By words that are nearly what was typed, and by receipts that are; a number may be either. */
async function findNear(
  search: CustomerSearch,
  brandId: number,
  question: NearQuestion,
  found: readonly FoundProfile[],
): Promise<readonly FoundProfile[]> {
  const [first = "", ...others] = question.terms;
  const receipts = others.length === 0 && /\d{3}/.test(first) ? nearTerms(first) : [];
  const [byTerms, byReceipts] = await Promise.all([
    search.byNearTerms(brandId, question),
    receipts.length === 0
      ? []
      : search.byReceipts(
          brandId,
          receipts.flatMap((id) => spellings(id)),
        ),
  ]);
  const known = new Set(found.map(({ profileId }) => profileId));
  const near: FoundProfile[] = [];
  for (const one of [...byTerms, ...byReceipts]) {
    if (known.has(one.profileId)) continue;
    known.add(one.profileId);
    near.push(one);
  }
  return near.slice(0, question.limit);
}

const exactNamespaces = ["userId", "anonymousId", "email", "phone", "card"] as const;

/** What the typed text may be the whole of: one word, or a number written in groups. */
function identifiersIn(text: string): readonly Identifier[] {
  const word = text.trim();
  if (word === "") return [];
  if (/\s/.test(word) && !isNumber(word)) return [];
  const named = exactNamespaces.flatMap((namespace) => {
    const value = normaliseIdentifier(namespace, word);
    return value === undefined ? [] : [{ namespace, value }];
  });
  return [...named, ...abroad(word)];
}

function isNumber(text: string): boolean {
  return /^[+\d][\d\s()./-]{4,}$/.test(text);
}

/** A phone number as it is dialled at home has its country in front when it is kept: some country has it. */
function abroad(text: string): readonly Identifier[] {
  const digits = text.replace(/\D/g, "");
  if (!isNumber(text) || text.startsWith("+") || digits.length < 7 || digits.length > 14) return [];
  const own = digits.replace(/^0/, "");
  return Array.from({ length: 999 }, (_, at) => ({ namespace: "phone", value: `+${at + 1}${own}` }) as const);
}

function receiptsIn(text: string): readonly string[] {
  const word = text.trim();
  return word === "" || word.length > 200 || !/\d/.test(word) ? [] : spellings(word);
}

function spellings(id: string): readonly string[] {
  return [...new Set([id, id.toUpperCase(), id.toLowerCase()])];
}
