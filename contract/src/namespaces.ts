import type { Namespace } from "./identifier.ts";

/** How an identifier may join customers. */
export interface NamespaceRule {
  /** Lower wins when an event carries several. */
  readonly priority: number;
  /** How many values one customer may gather by events; further ones are not linked. */
  readonly limit: number;
}

const rules: Readonly<Record<string, NamespaceRule>> = {
  userId: { priority: 1, limit: 1 },
  card: { priority: 2, limit: 5 },
  email: { priority: 3, limit: 5 },
  phone: { priority: 4, limit: 5 },
  external: { priority: 5, limit: 20 },
  anonymousId: { priority: 9, limit: 200 },
};

export function namespaceRule(namespace: string): NamespaceRule {
  return rules[namespace.startsWith("external.") ? "external" : namespace] ?? { priority: 8, limit: 5 };
}

/** `user_id`, `userId` → `userId`; undefined for a namespace that does not exist. */
export function parseNamespace(text: string): Namespace | undefined {
  if (/^external\.[A-Za-z0-9_.-]{1,60}$/.test(text)) return text as Namespace;
  const plain = text.replaceAll("_", "").toLowerCase();
  const found = ["userId", "anonymousId", "email", "phone", "card"].find(
    (name) => name.toLowerCase() === plain,
  );
  return found as Namespace | undefined;
}
