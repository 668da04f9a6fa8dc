import type { Condition } from "@attune/contract";

export interface StatedDefinition {
  readonly kind: "placement" | "experience" | "contact-policy";
  readonly key: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Three places, and twelve experiences that may fill them, for customers of the live segments. */
export function decisionDefinitions(): readonly StatedDefinition[] {
  return [
    placement("home-hero", { content: { title: "Welcome" } }),
    placement("home-row", { items: { limit: 8 } }),
    placement("till-hint", {}),
    experience("hero-cart", "home-hero", 90, { segment: "left-the-cart" }),
    experience("hero-win-back", "home-hero", 80, { segment: "win-back" }),
    experience("hero-omnichannel", "home-hero", 70, { segment: "omnichannel" }),
    experience("hero-leeds", "home-hero", 60, { trait: "address.city", is: "Leeds" }),
    experience("hero-everyone", "home-hero", 0),
    experience("row-lately", "home-row", 50, { segment: "looked-today" }, { strategy: "recentlyViewed" }),
    experience("row-garden", "home-row", 40, { segment: "keen-on-garden" }, { strategy: "popular" }),
    experience("row-popular", "home-row", 0, undefined, { strategy: "popular" }),
    experience("hint-dear", "till-hint", 50, { segment: "spent-500" }),
    experience("hint-mail", "till-hint", 40, { segment: "no-mail" }),
    experience("hint-young", "till-hint", 30, {
      all: [{ segment: "young" }, { not: { segment: "buys-online" } }],
    }),
    experience("hint-everyone", "till-hint", 0),
  ];
}

function placement(key: string, body: Readonly<Record<string, unknown>>): StatedDefinition {
  return { kind: "placement", key, body: { name: key, ...body } };
}

function experience(
  key: string,
  placement: string,
  priority: number,
  condition?: Condition,
  items?: { readonly strategy: string },
): StatedDefinition {
  const body = {
    name: key,
    placement,
    priority,
    content: {
      title: key.replaceAll("-", " "),
      text: "Shown to those whom it suits, in every channel alike.",
    },
    ...(condition === undefined ? {} : { condition }),
    ...(items === undefined ? {} : { items }),
  };
  return { kind: "experience", key, body };
}
