import { type Identifier, isBlockedValue, type Namespace } from "@attune/contract";
import { EventFault } from "./event-fault.ts";

/** Longer ones would not fit Postgres's index rows. */
const longestIdentifier = 500;

/**
 * `userId`, `anonymousId`, `previousId`, `groupId` as they are kept: trimmed text, numbers as text, a placeholder as nobody.
 * @throws EventFault at `path`. A number beyond ±2⁵³ was rounded when it was parsed: it could be another customer's.
 */
export function readIdentifier(value: unknown, path: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "number" && Number.isSafeInteger(value)) return notBlocked(String(value));
  if (typeof value !== "string") throw new EventFault("event.invalid_identifier", path);
  const text = value.trim();
  if (text.length > longestIdentifier || !isStorable(text))
    throw new EventFault("event.invalid_identifier", path);
  return notBlocked(text);
}

function notBlocked(text: string): string | undefined {
  return isBlockedValue(text) ? undefined : text;
}

/** Postgres takes no U+0000 in text, and neither store takes half of a surrogate pair. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes("\u0000");
}

type Part = Readonly<Record<string, unknown>>;

/**
 * What else names the customer, normalised; unusable values are passed over, since they stay where they were sent.
 * `ownTraits` are the customer's (never a group's).
 */
export function readFurtherIdentifiers(
  ownTraits: Part,
  properties: Part,
  context: Part,
): readonly Identifier[] {
  const found: Identifier[] = [];
  addContact(found, ownTraits);
  const contextTraits = context["traits"];
  if (typeof contextTraits === "object" && contextTraits !== null) addContact(found, contextTraits as Part);
  addContact(found, properties);
  for (const name of cardNames) add(found, "card", properties[name]);
  const externalIds = context["externalIds"];
  if (Array.isArray(externalIds)) for (const entry of externalIds) addExternal(found, entry);
  return found;
}

const cardNames = ["card", "loyalty_card", "card_number"] as const;
const mostFurtherIdentifiers = 20;

function addContact(found: Identifier[], part: Part): void {
  if (part["email"] !== undefined) add(found, "email", part["email"]);
  if (part["phone"] !== undefined) add(found, "phone", part["phone"]);
}

function add(found: Identifier[], namespace: Namespace, sent: unknown): void {
  const value = normaliseIdentifier(namespace, sent);
  if (value === undefined || found.length >= mostFurtherIdentifiers) return;
  if (found.some((known) => known.namespace === namespace && known.value === value)) return;
  found.push({ namespace, value });
}

/** Segment's form `{ id, type, collection, encoding }`. Hashed ids and ids of other things than customers are left. */
function addExternal(found: Identifier[], entry: unknown): void {
  if (typeof entry !== "object" || entry === null) return;
  const { id, type, collection = "users", encoding = "none" } = entry as Part;
  if (typeof type !== "string" || collection !== "users" || encoding !== "none") return;
  if (type === "email" || type === "phone" || type === "card") add(found, type, id);
  else if (!ownIds.has(type) && /^[A-Za-z0-9_.-]{1,60}$/.test(type)) add(found, `external.${type}`, id);
}

/** The event's own userId and anonymousId say these, and only they count. */
const ownIds: ReadonlySet<string> = new Set(["userId", "user_id", "anonymousId", "anonymous_id"]);

/** The one form in which a value of a namespace is kept and looked up; undefined when it cannot be one. */
export function normaliseIdentifier(namespace: Namespace, value: unknown): string | undefined {
  switch (namespace) {
    case "email":
      return normaliseEmail(value);
    case "phone":
      return normalisePhone(value);
    case "card":
      return normaliseCard(value);
    default:
      return plainText(value);
  }
}

export function normaliseEmail(value: unknown): string | undefined {
  const text = plainText(value);
  if (text === undefined || text.length > 254 || !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) return undefined;
  return text.toLowerCase();
}

/** Digits, with a leading + when the country is told (`+` or `00`). Without it the digits stay as they were written. */
function normalisePhone(value: unknown): string | undefined {
  const text = plainText(value);
  if (text === undefined || text.length > 40 || /[a-z@]/i.test(text)) return undefined;
  const digits = text.replace(/\(0\)/, "").replace(/\D/g, "");
  const isInternational = text.startsWith("+") || digits.startsWith("00");
  const number = text.startsWith("+") ? digits : digits.replace(/^00/, "");
  if (number.length < 6 || number.length > 15 || isBlockedValue(number)) return undefined;
  return isInternational ? `+${number}` : number;
}

/** Without the spaces, and between digits the dashes, that cards are printed with. */
function normaliseCard(value: unknown): string | undefined {
  const text = plainText(value)?.replace(/\s/g, "");
  if (text === undefined) return undefined;
  return notBlocked(/^[\d-]+$/.test(text) ? text.replaceAll("-", "") : text);
}

function plainText(value: unknown): string | undefined {
  if (typeof value === "number") return Number.isSafeInteger(value) ? notBlocked(String(value)) : undefined;
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  return text.length <= longestIdentifier && isStorable(text) ? notBlocked(text) : undefined;
}
