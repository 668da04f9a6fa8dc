const shipped: Readonly<Record<string, string>> = {
  acquire: "Acquire",
  onboard: "Onboard",
  grow: "Grow",
  lapse: "Lapse",
  newLead: "New lead",
  activeLead: "Active lead",
  coldLead: "Cold lead",
  inactiveLead: "Inactive lead",
  firstShop: "First shop",
  secondShopWindow: "Second-shop window",
  developing: "Developing",
  loyal: "Loyal",
  best: "Best",
  lapsing: "Lapsing",
  lapsed: "Lapsed",
  lost: "Lost",
};

/** What the brand calls a stage or sub-stage. */
export function phraseOf(stage: string, names: Readonly<Record<string, string>>): string {
  return (Object.hasOwn(names, stage) ? names[stage] : undefined) ?? shipped[stage] ?? stage;
}
