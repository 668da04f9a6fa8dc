import type { Identifier } from "@attune/contract";
import { normaliseIdentifier } from "../collect/index.ts";
import type { FoundProfile } from "./profiles.ts";
import { cutQuery } from "./search-terms.ts";

/** Reads visible customers; the Postgres adapter is postgres/search-profiles.ts. */
export interface CustomerSearch {
  /** Those of whom each term begins a word, newest first, of profile ids below `before`; without terms all. */
  byTerms(brandId: number, question: TermQuestion): Promise<readonly FoundProfile[]>;
  /** Whom these stand for, each once, in the order of the identifiers. */
  byIdentifiers(brandId: number, identifiers: readonly Identifier[]): Promise<readonly FoundProfile[]>;
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
  /** `before` of the page that follows; undefined on the last. */
  readonly next: number | undefined;
}

/** Who bears the typed text as a whole identifier comes first, once, even if the list would not show them. */
export async function listCustomers(
  search: CustomerSearch,
  brandId: number,
  { text, known, before, limit }: ListQuestion,
): Promise<CustomerPage> {
  const question = {
    terms: cutQuery(text),
    known,
    before: before ?? Number.MAX_SAFE_INTEGER,
    limit: limit + 1,
  };
  const named = identifiersIn(text);
  const [exact, newest] = await Promise.all([
    named.length === 0 ? [] : search.byIdentifiers(brandId, named),
    search.byTerms(brandId, question),
  ]);
  const isExact = new Set(exact.map(({ profileId }) => profileId));
  const others = newest.filter(({ profileId }) => !isExact.has(profileId));
  const first = before === undefined ? exact.slice(0, limit) : [];
  const shown = limit - first.length;
  const [left] = others.slice(shown);
  const behind = newest.length > limit ? newest.at(-1)?.profileId : undefined;
  return {
    found: [...first, ...others.slice(0, shown)],
    next: left === undefined ? behind : left.profileId + 1,
  };
}

const exactNamespaces = ["userId", "anonymousId", "email", "phone", "card"] as const;

/** What one typed word may be the whole of. */
function identifiersIn(text: string): readonly Identifier[] {
  const word = text.trim();
  if (word === "" || /\s/.test(word)) return [];
  return exactNamespaces.flatMap((namespace) => {
    const value = normaliseIdentifier(namespace, word);
    return value === undefined ? [] : [{ namespace, value }];
  });
}
