import type { Json, Vocabulary } from "@attune/contract";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { get } from "../api/client.ts";
import { isList } from "./place.ts";
import type { Suggestion } from "./suggest-field.tsx";
import type { ValueKind } from "./values-field.tsx";

/** What conditions can name, as far as the server has seen it. Where it does not answer, names are typed. */
export interface Known {
  readonly events: readonly Suggestion[];
  readonly traits: readonly Suggestion[];
  readonly segments: readonly Suggestion[];
  readonly lists: readonly Suggestion[];
  readonly schemes: readonly Suggestion[];
  readonly stores: readonly Suggestion[];
  readonly scores: readonly Suggestion[];
  pathsOf(event: string): readonly Suggestion[];
  valuesOf(event: string, path: string): Seen;
  traitValues(path: string): Seen;
  partsOf(scheme: string): readonly Suggestion[];
}

interface Seen {
  readonly values: readonly Suggestion[];
  readonly kind: ValueKind | undefined;
}

interface Named {
  readonly key: string;
  readonly name?: string | null;
}

type Items<Item> = { readonly items: readonly Item[] };

const fewMinutesMs = 5 * 60_000;

export function useKnown(): Known {
  const vocabulary = useAsked("vocabulary", (signal) => get("/api/vocabulary", {}, signal));
  const segments = useAsked("segments", (signal) => get("/api/segments", {}, signal));
  const lists = useAsked("lists", (signal) => get("/api/lists", {}, signal));
  const schemes = useAsked("schemes", (signal) => get("/api/definitions", { kind: "scheme" }, signal));
  const stores = useAsked("stores", (signal) => get("/api/stores", {}, signal));
  return useMemo(
    () => ({
      ...eventsKnown(vocabulary),
      ...traitsKnown(vocabulary),
      segments: named(segments),
      lists: named(lists),
      stores: named(stores),
      schemes: (schemes?.items ?? []).map(({ key, body }) => ({ value: key, about: String(body["name"]) })),
      partsOf: (scheme) => segmentsOf(schemes?.items.find(({ key }) => key === scheme)?.body["segments"]),
    }),
    [vocabulary, segments, lists, schemes, stores],
  );
}

function segmentsOf(keys: Json | undefined): readonly Suggestion[] {
  return (isList(keys) ? keys : []).map((key) => ({ value: String(key) }));
}

function useAsked<Answer>(what: string, ask: (signal: AbortSignal) => Promise<Answer>): Answer | undefined {
  const { data } = useQuery({
    queryKey: ["known", what],
    queryFn: ({ signal }) => ask(signal),
    staleTime: fewMinutesMs,
  });
  return data;
}

function named(answer: Items<Named> | undefined): readonly Suggestion[] {
  return (answer?.items ?? []).map(({ key, name }) => ({
    value: key,
    ...(name === undefined || name === null || name === key ? {} : { about: name }),
  }));
}

const shopEvents = [
  "Order Completed",
  "Product Viewed",
  "Product Added",
  "Checkout Started",
  "Cart Viewed",
  "Products Searched",
  "Product List Viewed",
  "Order Refunded",
  "Page Viewed",
  "Signed In",
];
const always = ["channel", "product.category", "product.brand", "product.tags", "product.price"];

function eventsKnown(vocabulary: Vocabulary | undefined): Pick<Known, "events" | "pathsOf" | "valuesOf"> {
  const events = vocabulary?.events ?? [];
  const propertiesOf = (event: string): Vocabulary["events"][number]["properties"] =>
    events.find(({ name }) => name === event)?.properties ?? [];
  return {
    events: [...new Set([...events.map(({ name }) => name), ...shopEvents])].map((value) => ({ value })),
    pathsOf: (event) =>
      [...new Set([...propertiesOf(event).map(({ path }) => path), ...always])].map((value) => ({ value })),
    valuesOf: (event, path) => seenOf(propertiesOf(event).find((property) => property.path === path)),
  };
}

function traitsKnown(vocabulary: Vocabulary | undefined): Pick<Known, "traits" | "traitValues" | "scores"> {
  const traits = vocabulary?.traits ?? [];
  return {
    traits: traits.map(({ path }) => ({ value: path })),
    scores: traits
      .filter(({ path }) => path.startsWith("scores."))
      .map(({ path }) => ({ value: path.slice("scores.".length) })),
    traitValues: (path) => seenOf(traits.find((trait) => trait.path === path)),
  };
}

function seenOf(seen: Vocabulary["traits"][number] | undefined): Seen {
  return {
    values: (seen?.values ?? []).map((value) => ({ value })),
    kind: seen === undefined || seen.kind === "other" ? undefined : seen.kind,
  };
}
