import {
  type ConditionOperator,
  comparisonOperators,
  conditionOperators,
  leafJsonSchema,
  printCondition,
  traitComparisonOperators,
} from "@attune/contract";
import { explainCondition } from "../server/src/segment/explain-condition.ts";
import { comparisonExamples, operatorExamples } from "./condition-examples.ts";
import { tableOf } from "./table.ts";

export function conditionsPage(): string {
  return [
    head,
    grammar,
    paths,
    `## Operators\n\n${conditionOperators.map(sectionOf).join("\n")}`,
    comparisons(),
  ].join("\n");
}

const paths = `## Paths in events

What \`where\`, amounts and \`forEach\` read: \`channel\`, \`properties.…\`, \`context.…\`, in \`where\` also one list (\`properties.products[].category\`: of several values
one must fit) and \`product.category\`, \`product.brand\`, \`product.tags\`, \`product.price\`, \`product.attributes.NAME\`: of the event's products one and the same must fit all of them.

**A product is what the catalogue said of it when the event was accepted**, looked up by \`product_id\`, else \`sku\`, in the event's \`products\` or in its properties; it never changes afterwards. What the
catalogue did not say (the product or the attribute was not in it yet) is what the event itself says; what neither says is missing. Upload products before orders. A category holds what lies
below it: \`product.category is "Garden"\` fits a product in Garden > Tools (of the levels one must fit; \`hasAll\` asks for several). An event that names a \`category\` and no product stands for
its whole path where one category alone ends so. The price is the one on the price tag, in the product's currency; what was paid is \`properties.products[].price\`. \`product.attributes.NAME\` reads texts,
numbers, true, false and lists of them; without a word of the catalogue the product's own property NAME. Of one product at most 2 kB are written with an event, of all its products 32 kB: price, brand,
category, tags, attributes by name, as far as they fit.

A personal value (a name, an address, an e-mail) is not kept with events: a path to one is refused.

## Operators of shopping

\`dimension\`, \`band\`, \`rfm\`, \`stage\`, \`regularStore\`, \`joinedStore\` and \`catchment\` ask for what is computed of a customer's shopping (\`GET /api/profiles/{ref}/loyalty\`). An order, a return, a
merge, midnight, new thresholds, another exchange rate or setting move members by themselves. Who is known only by a device whose link is not proven is seen as one of whom nothing is computed.

A **score** is what a model or a person says of a customer: the number in the trait \`scores.NAME\`, the newest statement counting. It is stated like any trait: for one customer by
\`identify\` through a secret key (\`"traits": { "scores": { "churn": 0.8 } }\`), for many by \`POST /api/import/customers\` with the same traits and \`updatedAt\`. The product itself makes none.

## How much is kept

A condition may need at most 2,000 times, values and things of each customer, else it is refused where it passes that. What counts against it: a count in a window or of different values as far as it asks (at most 100),
\`forEach\`, a step of a sequence and a \`without\` of it 100 each, the sum and the average in a window 500 each, numbers since another event 100 each. **Numbers are told or not, never guessed**: of a customer who has 500 or more
numbers in the window (100 since another event) the sum and the average are missing, so no comparison holds, and the explanation says so, until enough have left the window. Of things and steps the newest 100 count.
`;

const head = `# Conditions

A condition is a question about one customer at one moment. Segments and experiences have one, as JSON or as text: both say the same,
and each is made from the other without loss (\`POST /api/segments/parse\`). Written by \`node scripts/write-docs.ts --write\` from the schemas in \`contract/\`;
what operators mean where it could be doubted stands in \`server/src/segment/README.md\`.
`;

const grammar = `## The text form

\`\`\`
condition  = and-list { "or" and-list }
and-list   = part { "and" part }
part       = "not" part | "(" condition ")" | "all" "(" condition ")" | "any" "(" condition ")" | leaf
leaf       = trait comparison { "and" comparison }        country is "AU" · age >= 18 and < 30
           | "did" event { clause } | "sequence" "(" step { "then" step } ")" { clause }
           | "in segment" text | "on list" text | "in scheme" text "is" text | "in bucket" text [ "from" n ] "until" n
           | "consent" text "is" state | "preference" text … | "occasion" name … | "near" place "within" n "km" [ "of" text ]
           | "dimension" name comparison … | "band" name "in" list | "rfm" "(" … ")" | "stage" name … | "score" text comparison …
           | "regular store" text | "joined store" text | "catchment" text
event      = text [ "where" path comparison … { "," path comparison … } ]
clause     = amount "times" | "with" ( "sum of" | "average of" | "smallest" | "largest" | "distinct" ) path amount
           | "within" duration | "from" date | "until" date | "since" ( [ "first" | "last" ] event | "stage" name ) | "first" "(" time ")" | "last" "(" time ")"
           | "regularly in" n "of" n ( "days" | "weeks" | "months" ) | "around" occasion … "in" n "of" n "years" | "stopped for" duration [ "after" … ] | "started again after" duration
           | "span" duration | "for each" path | "without" "(" event { "," event } ")"
amount     = ( "at least" | "at most" | "more than" | "less than" | "exactly" ) n { "and" … }
\`\`\`

Texts stand in double quotes, as in JSON. A path stands without them when it is made of letters, digits, \`_\` and points and is no word of the
language; in \`where\` a path without a root is below \`properties\`. Durations: \`30d\` (\`s m h d w mo y\`). \`and\` binds closer than \`or\`; brackets are kept.
Behind \`#\` a note runs to the end of the line. What cannot be read is refused with line, column and what was expected.
`;

function sectionOf(operator: ConditionOperator): string {
  const { asks, examples } = operatorExamples[operator];
  const shown = examples.map(
    (condition) =>
      `\`\`\`\n${JSON.stringify(condition)}\n\`\`\`\n\n\`\`\`\n${printCondition(condition)}\n\`\`\`\n\n> ${explainCondition(condition)}\n`,
  );
  return [`### ${operator}\n`, `${asks}\n`, membersOf(operator), ...shown]
    .filter((part) => part !== "")
    .join("\n");
}

/** The members of a leaf, as its schema has them; comparisons have a table of their own. */
function membersOf(operator: ConditionOperator): string {
  const schema = leafJsonSchema(operator);
  if (schema === undefined) return "";
  const { properties = {}, required = [] } = schema as Form; // JSON Schema has these members
  const members = Object.entries(properties).filter(
    ([name]) => operator !== "trait" || !traitComparisonOperators.some((known) => known === name),
  );
  const rows = members.map(([name, form]) => [
    `\`${name}\``,
    required.includes(name) ? "yes" : "",
    formWords(form),
  ]);
  return tableOf(["member", "needed", "form"], rows);
}

interface Form {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Form[];
  readonly items?: Form | boolean;
  readonly properties?: Readonly<Record<string, Form>>;
  readonly additionalProperties?: Form | boolean;
  readonly required?: readonly string[];
}

function formWords(form: Form): string {
  if (form.enum !== undefined) return form.enum.map((value) => `\`${String(value)}\``).join(" ");
  if (form.const !== undefined) return `\`${String(form.const)}\``;
  if (form.anyOf !== undefined) return [...new Set(form.anyOf.map(formWords))].join(" or ");
  if (form.type === "array")
    return `list${typeof form.items === "object" ? ` of ${formWords(form.items)}` : ""}`;
  if (form.properties !== undefined) {
    return `object of ${Object.keys(form.properties)
      .map((name) => `\`${name}\``)
      .join(" ")}`;
  }
  if (form.type === "object") return "object";
  return words[form.type ?? ""] ?? form.type ?? "";
}

const words: Readonly<Record<string, string>> = {
  string: "text",
  number: "number",
  integer: "whole number",
  boolean: "true or false",
};

function comparisons(): string {
  const rows = traitComparisonOperators.map((operator) => {
    const { asks, example } = comparisonExamples[operator];
    const condition = { trait: "it", ...example };
    const everywhere = comparisonOperators.some((known) => known === operator);
    return [
      `\`${operator}\``,
      asks,
      everywhere ? "traits, events" : "traits",
      `\`${JSON.stringify(example)}\``,
      `\`${printCondition(condition)}\``,
    ];
  });
  return `## Comparisons

Of several members all must hold. Missing values, and those of another type, match nothing but \`isNot notIn notContains hasNone missing\`. Numbers are decimals
with nine places, text is ordered by code point. A date is text: a day (\`2026-03-01\`, which counts as the moment it begins in the brand's zone) or a date-time with
\`Z\` or an offset, of the years 1901 to 2298; all else is no date.

${tableOf(["operator", "holds for", "where", "JSON", "text"], rows)}`;
}
