import type { Channel, DecideAnswer, PlacementAnswer, TouchpointsAnswer } from "@attune/contract";

/** The channels that the mirror shows, in the order of the page. */
export const mirrored = ["web", "store", "service", "email"] as const satisfies readonly Channel[];
export type MirroredChannel = (typeof mirrored)[number];

export interface Shown {
  readonly key: string;
  readonly name: string;
  readonly answer: PlacementAnswer;
}

interface Place {
  readonly key: string;
  readonly name: string;
}

const mostOfAChannel = 4;

/** The placements of a channel, in the order of the journey; those where something may be shown first. */
export function placesOf(touchpoints: TouchpointsAnswer, channel: MirroredChannel): readonly Place[] {
  const all = touchpoints.items
    .filter((touchpoint) => touchpoint.channel === channel)
    .flatMap(({ placements }) => placements);
  return all.toSorted((a, b) => Number(b.live > 0) - Number(a.live > 0)).slice(0, mostOfAChannel);
}

export function shownOf(places: readonly Place[], decided: DecideAnswer | undefined): readonly Shown[] {
  return places.flatMap(({ key, name }) => {
    const answer = decided?.placements[key];
    return answer === undefined ? [] : [{ key, name, answer }];
  });
}

/** Two answers with the same signature show the same. */
export function signatureOf(value: unknown): string {
  return JSON.stringify(value) ?? "";
}

/** The products that are on the screen, each once: what one can act with. */
export function productsOf(
  shown: readonly Shown[],
): readonly NonNullable<PlacementAnswer["items"]>[number][] {
  const items = shown.flatMap(({ answer }) => answer.items ?? []);
  return [...new Map(items.map((item) => [item.product, item])).values()];
}
