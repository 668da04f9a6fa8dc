import type { StatedDefinition } from "./decision-definitions.ts";

export const arbitrationPlacements: readonly string[] = [
  "home-hero",
  "home-row",
  "cart-row",
  "app-card",
  "till-hint",
];

/**
 * Five places and so many experiences that may fill them, as a brand has them: most for a segment each, with priorities, a tenth by what they are
 * worth, each with a cap, all under a cap of their own channel; products at two places. Behind every place one for everyone.
 */
export function arbitrationDefinitions(
  experiences: number,
  segments: readonly string[],
): readonly StatedDefinition[] {
  const places = arbitrationPlacements.map(
    (key): StatedDefinition => ({
      kind: "placement",
      key,
      body: { name: key, content: { title: "Welcome" }, ...(isRow(key) ? { items: { limit: 8 } } : {}) },
    }),
  );
  return [
    ...places,
    ...Array.from({ length: experiences }, (_, at) => experienceAt(at, experiences, segments)),
    policy("app-daily", { channel: "app" }, { by: "served", most: 100, per: "day" }),
    policy("sale-weekly", { tag: "sale" }, { by: "served", most: 50, within: "7d" }),
  ];
}

function isRow(placement: string): boolean {
  return placement.endsWith("-row");
}

function policy(key: string, scope: object, cap: object): StatedDefinition {
  return { kind: "contact-policy", key, body: { name: key, scope, caps: [cap] } };
}

function experienceAt(at: number, all: number, segments: readonly string[]): StatedDefinition {
  const { length } = arbitrationPlacements;
  const placement = arbitrationPlacements[at % length] ?? "";
  const rank = Math.floor(at / length);
  const isLast = at >= all - length;
  const key = `${placement}-${rank}`;
  return {
    kind: "experience",
    key,
    body: {
      name: key,
      placement,
      priority: isLast ? -1 : 1_000 - Math.floor(rank / 4),
      content: {
        title: key.replaceAll("-", " "),
        text: "Shown to those whom it suits, in every channel alike.",
      },
      tags: [rank % 3 === 0 ? "sale" : "news"],
      caps: [{ by: "served", most: 3 + (rank % 5), within: "7d" }],
      ...(isRow(placement) ? { items: { strategy: rank % 2 === 0 ? "popular" : "boughtTogether" } } : {}),
      ...(isLast ? { caps: [{ by: "served", most: 100, within: "1h" }] } : conditionOf(rank, segments)),
      ...(rank % 10 === 0 && !isLast
        ? { value: 5 + rank, formula: "default(score.buys, 0.1) * value * lever" }
        : {}),
    },
  };
}

/** Few customers are in several narrow groups at once. */
function conditionOf(rank: number, segments: readonly string[]): { readonly condition?: object } {
  const [segment, other] = [segments[rank % segments.length], segments[(rank * 7 + 3) % segments.length]];
  if (segment === undefined || other === undefined) return {};
  const both = { all: [{ segment }, { segment: other }] };
  return { condition: rank % 3 === 0 ? { segment } : both };
}
