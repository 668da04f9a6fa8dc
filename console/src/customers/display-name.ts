import type { IdentifierForm } from "../api/forms.ts";
import { wordFor, words } from "../words/words.ts";

interface Named {
  readonly profile?: string;
  readonly name?: string | null;
  readonly identifiers?: readonly IdentifierForm[];
}

/** Which identifier speaks for a customer without a name: what a shopkeeper would recognise first. */
const preference = ["email", "phone", "userId", "card", "anonymousId"];

/** A name where there is one; else the identifier people know the customer by. */
export function displayName(customer: Named): string {
  if (customer.name !== undefined && customer.name !== null && customer.name.trim() !== "")
    return customer.name;
  const best = sortIdentifiers(customer.identifiers ?? [])[0];
  if (best !== undefined) return identifierText(best);
  return customer.profile === undefined ? words.unnamed : words.customer.numbered(customer.profile);
}

/** The identifier to show beside the name, unless it already stands for it. */
export function mainIdentifier(customer: Named): string | undefined {
  const best = sortIdentifiers(customer.identifiers ?? [])[0];
  if (best === undefined) return undefined;
  const text = identifierText(best);
  return text === displayName(customer) ? undefined : text;
}

/** Customer 12583; an e-mail address speaks for itself. */
export function identifierText(identifier: IdentifierForm): string {
  if (identifier.namespace === "email" || identifier.namespace === "phone") return identifier.value;
  return `${namespaceWord(identifier.namespace)} ${shortened(identifier.value)}`;
}

export function namespaceWord(namespace: string): string {
  const external = /^external\.(.+)$/.exec(namespace)?.[1];
  return external ?? wordFor(words.customer.namespaces, namespace);
}

/** The most telling first, devices last. */
export function sortIdentifiers(identifiers: readonly IdentifierForm[]): readonly IdentifierForm[] {
  const rank = (identifier: IdentifierForm): number => {
    const at = preference.indexOf(identifier.namespace);
    return at === -1 ? preference.length - 1.5 : at;
  };
  return [...identifiers].sort((a, b) => rank(a) - rank(b));
}

function shortened(value: string): string {
  return value.length > 24 ? `${value.slice(0, 8)}…${value.slice(-4)}` : value;
}
