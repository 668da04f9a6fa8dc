import type { Role } from "./role.ts";

/** Of a customer: the name, how to reach them, what else says who they are. */
export const masks = ["name", "contact", "details"] as const;
export type Mask = (typeof masks)[number];

/** What a role does not need to do its work, and hence does not see. */
const hidden: Readonly<Record<Role, readonly Mask[]>> = {
  owner: [],
  marketing: ["contact", "details"],
  product: ["name", "contact", "details"],
  retail: ["contact", "details"],
  service: [],
  finance: ["contact", "details"],
  analyst: ["name", "contact", "details"],
  engineer: ["name", "contact", "details"],
};

export function masksOf(role: Role): readonly Mask[] {
  return hidden[role];
}
