import { type Json, parseCondition, parseConditionText, printCondition } from "@attune/contract";
import { type ReactElement, useId, useState } from "react";
import { words } from "../words/words.ts";
import { useFaultsWithin } from "./faults.ts";
import { Faults } from "./part-faults.tsx";
import type { Place } from "./place.ts";

const { conditions } = words;

/** A part that the builder has no form for: as text if the language knows it, else as JSON. Nothing of it is lost. */
export function RawPart({ at }: { readonly at: Place }): ReactElement {
  const id = useId();
  const [typed, setTyped] = useState<string>();
  const faults = useFaultsWithin(at.pointer);
  const text = typed ?? rawText(at.value ?? null);
  const isUnread = typed !== undefined && readRaw(typed) === undefined;
  return (
    <div className="raw">
      <p className="quiet" id={`${id}-about`}>
        {conditions.asText}
      </p>
      <textarea
        className="raw-text"
        aria-label={conditions.rawLabel}
        aria-describedby={`${id}-about ${id}-faults`}
        aria-invalid={faults.length > 0}
        rows={Math.min(Math.max(text.split("\n").length, 2), 14)}
        value={text}
        spellCheck={false}
        onBlur={() => {
          if (typed === undefined || readRaw(typed) !== undefined) setTyped(undefined);
        }}
        onChange={({ currentTarget: { value } }) => {
          setTyped(value);
          const read = readRaw(value);
          if (read !== undefined) at.set(read);
        }}
      />
      <Faults
        id={`${id}-faults`}
        messages={[...(isUnread ? [conditions.rawUnread] : []), ...faults.map(({ message }) => message)]}
      />
    </div>
  );
}

export function rawText(value: Json): string {
  const { condition } = parseCondition(value);
  return condition === undefined ? JSON.stringify(value, null, 2) : printCondition(condition);
}

/** Undefined while it can be read neither as text nor as JSON. */
export function readRaw(text: string): Json | undefined {
  const { condition } = parseConditionText(text);
  if (condition !== undefined) return condition as unknown as Json; // conditions are JSON
  try {
    return JSON.parse(text) as Json; // what JSON.parse gives is JSON
  } catch {
    // Half typed: what stood there before stays until it can be read.
    return undefined;
  }
}
