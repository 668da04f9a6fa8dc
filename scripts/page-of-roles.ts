import { masksOf } from "../server/src/govern/staff/masks.ts";
import { decidedOperations, operationsOf } from "../server/src/govern/staff/rights.ts";
import { roles } from "../server/src/govern/staff/role.ts";
import { tableOf } from "./table.ts";

export function rolesPage(): string {
  const allowed = new Map(roles.map((role) => [role, new Set(operationsOf(role))]));
  const rows = decidedOperations().map((operation) => [
    `\`${operation}\``,
    ...roles.map((role) => (allowed.get(role)?.has(operation) === true ? "yes" : "")),
  ]);
  const hidden = roles.map((role) => [role, masksOf(role).join(", ") || "nothing"]);
  return `${head}\n## What is hidden of customers\n\n${masksHead}\n\n${tableOf(["role", "hidden"], hidden)}\n## Which routes a role may call\n\n${routesHead}\n\n${tableOf(["route", ...roles], rows)}`;
}

const head = `# Roles

Who signs in at the console has a role. It decides which routes the server answers, and so which pages there are, and what of customers is hidden.
A secret key is no role: whoever holds it, by header or signed in with it, may do everything. Written by \`node scripts/write-docs.ts --write\`
from \`server/src/govern/staff/\`.

- **A store** (\`retail\`) lists its own customers: who shops there regularly, joined or bought there. Everybody else it finds by a whole card, receipt or phone
  number, or by a name with a second fact (e-mail, phone, birthday, postcode, another number), and then sees for half an hour. It exports nothing.
- **Without consent to personalisation** (a grant, for the store's channel or for any) staff of every role see who it is, orders, cases and entitlements, and the
  consents themselves: \`withheld: "personalisation"\`, or 403 \`profile.withheld\`.
- **Every view and every change** by somebody at the console is in the audit: \`GET /api/audit\`, \`GET /api/profiles/{ref}/views\`.
`;
const masksHead =
  "`name`: name and card. `contact`: e-mail, phone, address, and whatever else is personal and not told here. `details`: birthday, age, gender. A hidden value is `•••`; the answer names it in `masked`.";
const routesHead =
  "By `operationId` of `/openapi.json`. What is not here takes no session, or nobody at the console may call it. Webhooks, exchange rates and loyalty settings are written by owner and engineer only.";
