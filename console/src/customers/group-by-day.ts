export interface Day<Item> {
  readonly key: string;
  readonly items: readonly [Item, ...Item[]];
}

/** Neighbours of the same day together; the order stays. `dayKey` says which day of the brand an instant falls on. */
export function groupByDay<Item extends { readonly occurredAt: string }>(
  items: readonly Item[],
  dayKey: (ms: number) => string,
): readonly Day<Item>[] {
  const days: { key: string; items: [Item, ...Item[]] }[] = [];
  for (const item of items) {
    const key = dayKey(Date.parse(item.occurredAt));
    const last = days.at(-1);
    if (last?.key === key) last.items.push(item);
    else days.push({ key, items: [item] });
  }
  return days;
}
