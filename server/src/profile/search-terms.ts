import type { Json } from "@attune/contract";
import type { ProfileState } from "./profile-state.ts";

const personNames = [
  "name",
  "firstName",
  "lastName",
  "first_name",
  "last_name",
  "email",
  "phone",
  "company",
  "city",
  "address.city",
];

/**
 * The words a customer is found by: names, e-mail, phone, identifiers; lower case, without accents, each from its beginning.
 * Devices are not among them: nobody types the beginning of one, and there are many more of them than customers.
 */
export function searchTermsOf(
  state: ProfileState,
  identifiers: readonly { readonly namespace: string; readonly value: string }[],
): ReadonlySet<string> {
  const terms = new Set<string>();
  for (const leaf of Object.values(state.leaves)) {
    for (const path of personNames) addTerms(terms, leaf.traits[path]?.[0]);
  }
  for (const { namespace, value } of identifiers) if (namespace !== "anonymousId") addWhole(terms, value);
  return terms;
}

/** How a typed query is cut: all its terms must be found. */
export function cutQuery(query: string): readonly string[] {
  return plain(query)
    .split(/\s+/)
    .filter((term) => term !== "")
    .slice(0, 6);
}

function addTerms(terms: Set<string>, value: Json | undefined): void {
  if (typeof value !== "string") return;
  for (const term of plain(value).split(/[\s,;]+/)) addWhole(terms, term);
}

function addWhole(terms: Set<string>, value: string): void {
  const term = searchTermOf(value);
  if (term !== "") terms.add(term);
}

/** The form in which a word is kept. */
export function searchTermOf(word: string): string {
  return plain(word).trim().slice(0, 100);
}

function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replaceAll("\u0000", "")
    .toLowerCase()
    .toWellFormed();
}
