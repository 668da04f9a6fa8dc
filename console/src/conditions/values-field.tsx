import type { Json } from "@attune/contract";
import { type KeyboardEvent, type ReactElement, useState } from "react";
import { words } from "../words/words.ts";
import { Choice, NumberField, optionsOf, RemoveButton } from "./controls.tsx";
import { useIsWrong } from "./faults.ts";
import { listAt, type Place } from "./place.ts";
import { findSuggestions, SuggestField, type Suggestion } from "./suggest-field.tsx";

const { conditions } = words;

/** 17 and "17" are not the same: which one is meant is said beside the value. */
export type ValueKind = keyof typeof conditions.valueKinds;

export function ScalarField(props: {
  readonly at: Place;
  readonly label: string;
  readonly values: readonly Suggestion[];
  /** Of a value that is still empty. */
  readonly kind: ValueKind | undefined;
  readonly noTruth?: boolean;
}): ReactElement {
  const { at } = props;
  const kind = kindOf(at.value, props.kind);
  const kinds = optionsOf(conditions.valueKinds).filter(
    ({ value }) => value !== "truth" || props.noTruth !== true,
  );
  return (
    <span className="token-pair">
      {kind === "truth" && (
        <Choice
          label={props.label}
          value={String(at.value)}
          options={[
            { value: "true", label: conditions.yes },
            { value: "false", label: conditions.no },
          ]}
          onChange={(value) => at.set(value === "true")}
        />
      )}
      {kind === "number" && <NumberField at={at} label={props.label} />}
      {kind === "text" && <SuggestField at={asText(at)} label={props.label} suggestions={props.values} />}
      <span className="value-kind">
        <Choice
          label={conditions.kindOfValue}
          value={kind}
          options={kinds}
          onChange={(next) => at.set(converted(at.value, next))}
        />
      </span>
    </span>
  );
}

function asText(at: Place): Place {
  return { ...at, value: typeof at.value === "string" ? at.value : String(at.value ?? "") };
}

function kindOf(value: Json | undefined, known: ValueKind | undefined): ValueKind {
  if (typeof value === "number") return "number";
  if (typeof value === "boolean") return "truth";
  return value === "" && known === "number" ? "number" : "text";
}

/** "17" becomes 17 and back; what cannot become the other begins anew. */
function converted(value: Json | undefined, kind: string): Json {
  switch (kind) {
    case "number": {
      const number = Number(value);
      return typeof value === "string" && value.trim() !== "" && Number.isFinite(number) ? number : 0;
    }
    case "truth":
      return value !== "false" && value !== 0;
    default:
      return value === undefined ? "" : String(value);
  }
}

/** A thousand values would bury the sentence. */
const mostChips = 30;

/** Several values: chips, and a field for the next. Enter or a comma takes it, Backspace in the empty field takes the last out. */
export function ValuesField(props: {
  readonly at: Place;
  readonly values: readonly Suggestion[];
  readonly kind: ValueKind | undefined;
}): ReactElement {
  const { at } = props;
  const [typed, setTyped] = useState("");
  const [isAll, setAll] = useState(false);
  const isWrong = useIsWrong(at.pointer);
  const list = listAt(at);
  const shown = isAll ? list : list.slice(0, mostChips);
  const isOfNumbers =
    list.length > 0 ? list.every((one) => typeof one === "number") : props.kind === "number";
  const take = (text: string): void => {
    const value = typedValue(text, isOfNumbers);
    if (text.trim() !== "" && !list.includes(value)) at.set([...list, value]);
    setTyped("");
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if ((event.key === "Enter" || event.key === ",") && typed.trim() !== "") {
      event.preventDefault();
      take(typed);
    }
    if (event.key === "Backspace" && typed === "" && list.length > 0) at.set(list.slice(0, -1));
  };
  const offered = findSuggestions(props.values, typed).filter(({ value }) => !list.includes(value));
  return (
    <span className="chips" data-wrong={isWrong}>
      {shown.map((value) => (
        <span key={`${typeof value}${String(value)}`} className="chip">
          {String(value)}
          <RemoveButton
            label={conditions.removeValue(String(value))}
            onClick={() => at.set(list.filter((one) => one !== value))}
          />
        </span>
      ))}
      {shown.length < list.length && (
        <button type="button" className="text-button" onClick={() => setAll(true)}>
          {conditions.allValues(String(list.length))}
        </button>
      )}
      <span className="chips-next" onKeyDownCapture={onKeyDown}>
        <SuggestField
          at={{ value: typed, pointer: at.pointer, set: (value) => setTyped(String(value ?? "")) }}
          label={conditions.addValue}
          suggestions={offered}
          onChoose={take}
          onLeave={() => take(typed)}
        />
      </span>
    </span>
  );
}

function typedValue(text: string, isOfNumbers: boolean): Json {
  const trimmed = text.trim();
  return isOfNumbers && Number.isFinite(Number(trimmed)) ? Number(trimmed) : trimmed;
}
