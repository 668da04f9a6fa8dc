import type { Json } from "@attune/contract";
import { isObject } from "../json/is-object.ts";
import { isList } from "./place.ts";

/** A condition being written, with what it was before: nothing that was done cannot be taken back. */
export interface History {
  readonly value: Json;
  readonly past: readonly Json[];
  readonly future: readonly Json[];
  /** The place and moment of the last change: typing on at one place is one change. */
  readonly last: { readonly place: string; readonly atMs: number } | undefined;
}

export type Act =
  | { readonly kind: "change"; readonly value: Json; readonly atMs: number }
  | { readonly kind: "undo" }
  | { readonly kind: "redo" };

const typingMs = 1_200;
const mostKept = 200;

export function begin(value: Json): History {
  return { value, past: [], future: [], last: undefined };
}

export function act(history: History, step: Act): History {
  switch (step.kind) {
    case "change":
      return change(history, step.value, step.atMs);
    case "undo": {
      const before = history.past.at(-1);
      if (before === undefined) return history;
      return {
        value: before,
        past: history.past.slice(0, -1),
        future: [history.value, ...history.future],
        last: undefined,
      };
    }
    case "redo": {
      const [next, ...future] = history.future;
      if (next === undefined) return history;
      return { value: next, past: [...history.past, history.value], future, last: undefined };
    }
  }
}

function change(history: History, value: Json, atMs: number): History {
  const place = firstDifference(history.value, value);
  if (place === undefined) return history;
  const goesOn =
    place.isTyping && history.last?.place === place.pointer && atMs - history.last.atMs < typingMs;
  return {
    value,
    past: goesOn ? history.past : [...history.past, history.value].slice(-mostKept),
    future: [],
    last: place.isTyping ? { place: place.pointer, atMs } : undefined,
  };
}

interface DifferentPlace {
  readonly pointer: string;
  /** One text or number became another. */
  readonly isTyping: boolean;
}

function firstDifference(before: Json, after: Json, pointer = ""): DifferentPlace | undefined {
  if (before === after) return undefined;
  if (isList(before) && isList(after) && before.length === after.length)
    return firstOf(
      before.map((part, at) => () => firstDifference(part, after[at] ?? null, `${pointer}/${at}`)),
    );
  if (isObject(before) && isObject(after) && namesOf(before) === namesOf(after))
    return firstOf(
      Object.entries(before).map(
        ([name, part]) =>
          () =>
            firstDifference(part, after[name] ?? null, `${pointer}/${name}`),
      ),
    );
  const isTyping = [before, after].every((value) => typeof value === "string" || typeof value === "number");
  return { pointer, isTyping };
}

function firstOf(asked: readonly (() => DifferentPlace | undefined)[]): DifferentPlace | undefined {
  for (const ask of asked) {
    const found = ask();
    if (found !== undefined) return found;
  }
  return undefined;
}

function namesOf(object: object): string {
  return Object.keys(object).join("\n");
}
