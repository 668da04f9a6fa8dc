import { parseCondition, printCondition } from "@attune/contract";
import { shippedDefinitions } from "../examples/sample-brand/install-definitions.ts";
import { explainCondition } from "../server/src/segment/explain-condition.ts";

/** In the order in which a customer's life goes. */
const keys = [
  "browsed-not-bought",
  "carted-not-bought",
  "first-purchase-made",
  "one-channel-only",
  "best-customers",
  "at-risk",
  "lapsed",
  "returned",
  "birthday-this-month",
  "near-store-never-in",
  "discount-only",
  "high-returners",
] as const;

/** The segments that come with the sample brand. */
export function shippedSegmentsPage(): string {
  return `${[head, ...keys.map(sectionOf)].join("\n")}`;
}

const head = `# Shipped segments

Twelve segments come with the sample brand, as definitions like any other: \`examples/sample-brand/definitions/\`. Change them in the console, by
\`PUT /api/definitions/segment/KEY\` or with \`npm run attune -- apply\`; a start or an upgrade leaves alone what was changed or retired. For a brand without the
sample: \`npm run attune -- apply examples/sample-brand/definitions/shipped\`, and \`…/simulated\` with your own stores named in it.

What shopping adds up to (stages, bands, dimensions) is explained in \`server/src/profile/loyalty/README.md\`, the language in [conditions](conditions.md).
Written by \`node scripts/write-docs.ts --write\` from the definitions.
`;

function sectionOf(key: string): string {
  const body = shippedDefinitions(true).find((one) => one.kind === "segment" && one.key === key)?.body;
  const { condition } = parseCondition(body?.["condition"]);
  if (body === undefined || condition === undefined)
    throw new Error(`The shipped segment ${key} cannot be read.`);
  return `## ${String(body["name"])}

\`${key}\`. ${String(body["description"])}

\`\`\`
${printCondition(condition)}
\`\`\`

> ${explainCondition(condition)}
`;
}
