import type { Json } from "@attune/contract";
import { combineLeaves } from "../customer-view.ts";
import type { CustomerSearch, TermQuestion } from "../list-customers.ts";
import type { FoundProfile } from "../profiles.ts";
import { cutQuery } from "../search-terms.ts";

export interface OwnCustomers {
  /** As CustomerSearch.byTerms, only of customers of these stores. */
  byTerms(
    brandId: number,
    stores: readonly string[],
    question: TermQuestion,
  ): Promise<readonly FoundProfile[]>;
}

/** So many who bear a name are compared with the second fact. */
const mostOfAName = 300;

/**
 * What a store finds: its own customers by anything; everybody's by a whole card, receipt or phone number, and by a name with a second
 * fact. Nobody by nearly what was typed: trying numbers must lead to nobody.
 * @param onLookUp hears of whom the store does not know by itself
 */
export function scopedSearch(
  search: CustomerSearch,
  own: OwnCustomers,
  asked: { readonly stores: readonly string[]; readonly text: string },
  onLookUp: (found: readonly FoundProfile[]) => Promise<void>,
): CustomerSearch {
  const told = async (found: readonly FoundProfile[]): Promise<readonly FoundProfile[]> => {
    if (found.length > 0) await onLookUp(found);
    return found;
  };
  return {
    byTerms: async (brandId, question) => {
      const found = await own.byTerms(brandId, asked.stores, question);
      const isFirstPage = question.before === Number.MAX_SAFE_INTEGER;
      const named = isFirstPage ? await byNameAndFact(search, brandId, asked.text) : [];
      const known = new Set(found.map(({ profileId }) => profileId));
      return [...(await told(named.filter(({ profileId }) => !known.has(profileId)))), ...found].toSorted(
        (a, b) => b.profileId - a.profileId,
      );
    },
    byIdentifiers: async (brandId, identifiers) => {
      const exact = identifiers.filter(({ namespace }) => namespace === "card" || namespace === "phone");
      return exact.length === 0 ? [] : told(await search.byIdentifiers(brandId, exact));
    },
    byReceipts: async (brandId, ids) => {
      const typed = asked.text.trim().toLowerCase();
      const exact = ids.filter((id) => id.toLowerCase() === typed);
      return exact.length === 0 ? [] : told(await search.byReceipts(brandId, exact));
    },
    byNearTerms: async () => [],
  };
}

/** Every way to cut what was typed into a name and a fact is tried: `ada fairweather BN1 4QT`. */
async function byNameAndFact(
  search: CustomerSearch,
  brandId: number,
  text: string,
): Promise<readonly FoundProfile[]> {
  const terms = cutQuery(text);
  for (let words = terms.length - 1; words >= 1; words -= 1) {
    const [name, fact] = [terms.slice(0, words), terms.slice(words).join("")];
    if (!isFact(fact)) continue;
    const question = { terms: name, known: true, before: Number.MAX_SAFE_INTEGER, limit: mostOfAName };
    const bearers = await search.byTerms(brandId, question);
    return bearers.filter((one) => bears(one, name, fact));
  }
  return [];
}

/** An e-mail address, a date, a number or a postcode: a second name is no second fact. */
function isFact(text: string): boolean {
  return /@/.test(text) || /\d/.test(text);
}

const nameTraits = ["name", "firstName", "first_name", "lastName", "last_name"];
const factTraits =
  /(?:^|\.)(?:email|phone|birthday|birth_?date|date_?of_?birth|dob|post_?code|postal_?code|zip(?:_?code)?)$/i;

function bears({ state, identifiers }: FoundProfile, name: readonly string[], fact: string): boolean {
  const { traits } = combineLeaves(Object.values(state.leaves));
  const words = new Set(nameTraits.flatMap((path) => cutQuery(textOf(traits[path]?.[0]))));
  if (!name.every((word) => words.has(word))) return false;
  const facts = [
    ...Object.entries(traits).flatMap(([path, [value]]) => (factTraits.test(path) ? [textOf(value)] : [])),
    ...identifiers.filter(({ namespace }) => namespace !== "anonymousId").map(({ value }) => value),
  ];
  return facts.some((one) => spellingsOf(one).has(plain(fact)));
}

/** `1984-05-12`, as it is written, and as days, months and years are: `12.05.1984`. */
function spellingsOf(text: string): ReadonlySet<string> {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(text) ?? [];
  if (year === undefined) return new Set([plain(text)]);
  return new Set([`${year}${month}${day}`, `${day}${month}${year}`, plain(text)]);
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[\s./+-]/g, "");
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
