/** Who works with customers, each with a daily question of their own (words.departments). */
export const departmentKeys = ["marketing", "product", "retail", "service", "finance"] as const;
export type DepartmentKey = (typeof departmentKeys)[number];

export function isDepartment(text: string): text is DepartmentKey {
  return (departmentKeys as readonly string[]).includes(text);
}

/** The parts of what is known of a customer. */
export type Part =
  | "figures"
  | "groups"
  | "loyalty"
  | "tastes"
  | "viewed"
  | "cart"
  | "resume"
  | "consents"
  | "cases"
  | "orders"
  | "entitlements"
  | "identity";

/** What a department needs for its work, in the order in which it needs it. */
const partsOf: Readonly<Record<DepartmentKey, readonly Part[]>> = {
  marketing: ["groups", "loyalty", "consents", "tastes", "resume"],
  product: ["tastes", "viewed", "cart", "orders"],
  retail: ["orders", "cart", "tastes", "cases", "entitlements"],
  service: ["cases", "orders", "entitlements", "identity", "resume"],
  finance: ["figures", "orders", "entitlements"],
};

/** What may be shown of whoever has not agreed to personalisation. */
const always: ReadonlySet<Part> = new Set([
  "cases",
  "orders",
  "entitlements",
  "identity",
  "figures",
  "consents",
]);

export function shownParts(department: DepartmentKey, mayPersonalise: boolean): readonly Part[] {
  const wanted = partsOf[department];
  if (mayPersonalise) return wanted;
  const left = wanted.filter((part) => always.has(part));
  return [...new Set<Part>([...left, "orders", "cases", "entitlements"])];
}
