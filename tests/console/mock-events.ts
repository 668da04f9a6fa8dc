import { ago } from "./mock-people.ts";

const names = [
  "Page Viewed",
  "Product Viewed",
  "Products Searched",
  "Product Added",
  "Order Completed",
  "Store Visited",
  "Identified",
];
const channels = ["web", "app", "web", "web", "store", "store", "web"];
const alreadyThere = 40;

/** Two more with every poll. `after` as the API takes it: a position. */
export function eventsAfter(after: string | null, polls: number): object {
  const upTo = alreadyThere + polls * 2;
  const from = after === null ? 0 : Number(after);
  const items = Array.from({ length: Math.max(upTo - from, 0) }, (_, index) => eventAt(upTo - index));
  return { items, upTo };
}

function eventAt(position: number): object {
  const kind = (position * 5) % names.length;
  const at = ago((alreadyThere - position) * 1_300);
  return {
    id: `evt_${position}`,
    position,
    type: names[kind] === "Page Viewed" ? "page" : "track",
    name: names[kind],
    channel: channels[kind],
    occurredAt: at,
    receivedAt: at,
    source: "shop",
    simulated: position % 3 === 0,
    identifiers: [{ namespace: "userId", value: `1••${position % 90}` }],
  };
}
