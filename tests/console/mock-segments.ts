import { ago, customers, dayMs } from "./mock-people.ts";

export interface MockSegment {
  readonly key: string;
  readonly name: string;
  readonly condition: unknown;
  readonly explanation: string;
  readonly size: number;
  readonly version: number;
  readonly alerts?: readonly object[];
  /** Polls left until it is live. */
  fillingFor: number;
}

export function firstSegments(): Map<string, MockSegment> {
  const segments: MockSegment[] = [
    {
      key: "bought-twice",
      name: "Bought twice in 30 days",
      condition: { did: "Order Completed", count: { gte: 2 }, within: "30d" },
      explanation: "Did “Order Completed” at least 2 times within the last 30 days.",
      size: 1_284,
      version: 3,
      fillingFor: 0,
    },
    {
      key: "looked-at-lanterns",
      name: "Looked at lanterns, not bought",
      condition: {
        all: [
          {
            did: "Product Viewed",
            where: { "properties.category": { is: "Lanterns" } },
            count: { gte: 3 },
            within: "7d",
          },
          { not: { did: "Order Completed", count: { gte: 1 }, within: "7d" } },
        ],
      },
      explanation:
        "Did “Product Viewed” where category is “Lanterns” at least 3 times within the last 7 days, and did not “Order Completed” within the last 7 days.",
      size: 97,
      version: 1,
      fillingFor: 0,
    },
    {
      key: "may-be-mailed",
      name: "May be e-mailed",
      condition: { consent: "email.marketing", is: "granted" },
      explanation: "The consent to marketing by e-mail is granted.",
      size: 2_310,
      version: 1,
      fillingFor: 0,
    },
    {
      key: "lapsed",
      name: "Lapsed",
      condition: { not: { did: "Order Completed", count: { gte: 1 }, within: "180d" } },
      explanation: "Did not “Order Completed” within the last 180 days.",
      size: 1_977,
      version: 2,
      fillingFor: 0,
    },
  ];
  return new Map(segments.map((segment) => [segment.key, segment]));
}

/** As `GET /api/segments/{key}` answers it. Each reading of one that fills brings it closer to live. */
export function toAnswer(segment: MockSegment): object {
  if (segment.fillingFor > 0) segment.fillingFor -= 1;
  const isFilling = segment.fillingFor > 0;
  return {
    key: segment.key,
    name: segment.name,
    condition: segment.condition,
    explanation: segment.explanation,
    version: segment.version,
    state: isFilling ? "filling" : "live",
    progress: isFilling ? 1 - segment.fillingFor / 6 : 1,
    size: isFilling ? 0 : segment.size,
    text: "",
    purpose: "marketing",
    channel: "email",
    usable: isFilling ? 0 : Math.round(segment.size * 0.7),
  };
}

/** As `GET /api/definitions/segment/{key}` answers it. */
export function definitionOf({ key, name, condition, version, alerts }: MockSegment): object {
  return {
    kind: "segment",
    key,
    version,
    state: "live",
    liveVersion: version,
    body: { name, condition, purpose: "marketing", channel: "email", ...(alerts && { alerts }) },
    author: "mail:jo@example.com",
    reason: "",
    changedAt: ago(3 * dayMs),
  };
}

export function previewOf(condition: unknown): object {
  return {
    size: sizeOf(condition),
    share: sizeOf(condition) / 4_338,
    stages: {
      acquire: Math.round(sizeOf(condition) / 3),
      onboard: 40,
      grow: Math.round(sizeOf(condition) / 2),
    },
    sample: customers
      .slice(3, 9)
      .map(({ id, name, identifiers, simulated }) => ({ profile: id, name, identifiers, simulated })),
    explanation: "Meets the condition that is being written.",
  };
}

export function sizeOf(condition: unknown): number {
  return (JSON.stringify(condition).length * 37) % 4_000;
}

const operators = ["all", "any", "not", "trait", "did", "segment", "consent"];
const known = [
  ...operators,
  "is",
  "isNot",
  "in",
  "notIn",
  "exists",
  "missing",
  "where",
  "count",
  "sum",
  "within",
  "gte",
  "gt",
  "lt",
  "lte",
];

/** Enough of the language to refuse what the tests get wrong. */
export function faultsOf(value: unknown, pointer: string): { pointer: string; message: string }[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return [{ pointer, message: "A condition is an object." }];
  }
  const named = Object.keys(value).filter((key) => operators.includes(key));
  if (named.length !== 1) return [{ pointer, message: `A condition names one of ${operators.join(", ")}.` }];
  return Object.entries(value).flatMap(([key, inner]) => faultsOfMember(key, inner, `${pointer}/${key}`));
}

function faultsOfMember(
  key: string,
  value: unknown,
  pointer: string,
): { pointer: string; message: string }[] {
  if (!known.includes(key)) return [{ pointer, message: `“${key}” is not an operator.` }];
  if (key === "not") return faultsOf(value, pointer);
  if (key !== "all" && key !== "any") return [];
  return Array.isArray(value)
    ? value.flatMap((item, index) => faultsOf(item, `${pointer}/${index}`))
    : [{ pointer, message: "A list of conditions." }];
}
