/** What people at the console are there for. What each may do: rights.ts; what of customers is hidden from it: masks.ts. */
export const roles = [
  "owner",
  "marketing",
  "product",
  "retail",
  "service",
  "finance",
  "analyst",
  "engineer",
] as const;
export type Role = (typeof roles)[number];
