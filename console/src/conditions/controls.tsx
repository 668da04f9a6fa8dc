import { type ReactElement, type ReactNode, useState } from "react";
import { words } from "../words/words.ts";
import { useIsWrong } from "./faults.ts";
import { type Place, textAt } from "./place.ts";

/** Parts of a sentence that can be changed where they stand. */
const { conditions } = words;

export interface Option {
  readonly value: string;
  readonly label: string;
}

export function optionsOf(names: Readonly<Record<string, string>>): readonly Option[] {
  return Object.entries(names).map(([value, label]) => ({ value, label }));
}

/** One of a few. A value that is none of them stays and is shown as it is. */
export function Choice(props: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly Option[];
  readonly isWrong?: boolean;
  readonly onChange: (value: string) => void;
}): ReactElement {
  const isKnown = props.options.some(({ value }) => value === props.value);
  return (
    <select
      className="token token-choice"
      aria-label={props.label}
      aria-invalid={props.isWrong === true}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    >
      {!isKnown && <option value={props.value}>{props.value}</option>}
      {props.options.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}

export function ChoiceAt(props: {
  readonly at: Place;
  readonly label: string;
  readonly options: readonly Option[];
}): ReactElement {
  const isWrong = useIsWrong(props.at.pointer);
  return (
    <Choice
      label={props.label}
      value={textAt(props.at)}
      options={props.options}
      isWrong={isWrong}
      onChange={props.at.set}
    />
  );
}

export function TextField(props: {
  readonly at: Place;
  readonly label: string;
  readonly placeholder?: string;
}): ReactElement {
  const text = textAt(props.at);
  const isWrong = useIsWrong(props.at.pointer);
  return (
    <input
      className="token token-text"
      aria-label={props.label}
      aria-invalid={isWrong}
      placeholder={props.placeholder ?? props.label}
      value={text}
      size={Math.max(text.length, (props.placeholder ?? props.label).length, 3)}
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => props.at.set(event.currentTarget.value)}
    />
  );
}

const numberForm = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/;

/** What is no number yet stays as it was typed, and is said to be wrong. */
export function NumberField(props: { readonly at: Place; readonly label: string }): ReactElement {
  const { at } = props;
  const isWrong = useIsWrong(at.pointer);
  const [typed, setTyped] = useState<string>();
  const text = typed ?? textAt(at);
  return (
    <input
      className="token token-number"
      aria-label={props.label}
      aria-invalid={isWrong}
      inputMode="decimal"
      value={text}
      size={Math.max(text.length, 2)}
      autoComplete="off"
      onBlur={() => setTyped(undefined)}
      onChange={({ currentTarget: { value } }) => {
        setTyped(value);
        at.set(numberForm.test(value.trim()) ? Number(value) : value);
      }}
    />
  );
}

const durationForm = /^(.*?)(s|m|h|d|w|mo|y)$/;

/** `30d` as two fields. */
export function DurationField(props: {
  readonly at: Place;
  readonly label?: string;
  readonly units?: readonly (keyof typeof conditions.units)[];
}): ReactElement {
  const { at, label = conditions.duration } = props;
  const isWrong = useIsWrong(at.pointer);
  const [, count = textAt(at), unit = "d"] = durationForm.exec(textAt(at)) ?? [];
  const units = props.units ?? (["h", "d", "w", "mo", "y"] as const);
  return (
    <span className="token-pair">
      <input
        className="token token-number"
        aria-label={label}
        aria-invalid={isWrong}
        inputMode="numeric"
        value={count}
        size={Math.max(count.length, 2)}
        autoComplete="off"
        onChange={(event) => at.set(`${event.currentTarget.value.trim()}${unit}`)}
      />
      <Choice
        label={conditions.unit}
        value={unit}
        options={unitOptions(units, unit)}
        onChange={(next) => at.set(`${count}${next}`)}
      />
    </span>
  );
}

function unitOptions(units: readonly (keyof typeof conditions.units)[], current: string): readonly Option[] {
  const all = Object.entries(conditions.units);
  return all
    .filter(([unit]) => unit === current || units.some((one) => one === unit))
    .map(([value, label]) => ({ value, label }));
}

const dayForm = /^([0-9]{4}-[0-9]{2}-[0-9]{2})?$/;

/** A day from a calendar; a moment within a day is text. */
export function DateField(props: { readonly at: Place; readonly label: string }): ReactElement {
  const { at } = props;
  const isWrong = useIsWrong(at.pointer);
  if (!dayForm.test(textAt(at))) return <TextField at={at} label={props.label} />;
  return (
    <input
      type="date"
      className="token token-date"
      aria-label={props.label}
      aria-invalid={isWrong}
      value={textAt(at)}
      onChange={(event) => at.set(event.currentTarget.value)}
    />
  );
}

/** Several of a few, each on or off. */
export function Toggles(props: {
  readonly label: string;
  readonly options: readonly Option[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}): ReactElement {
  return (
    <fieldset className="toggles">
      <legend className="only-spoken">{props.label}</legend>
      {props.options.map(({ value, label }) => {
        const isOn = props.chosen.includes(value);
        return (
          <button
            key={value}
            type="button"
            className="toggle"
            aria-pressed={isOn}
            onClick={() =>
              props.onChange(isOn ? props.chosen.filter((one) => one !== value) : [...props.chosen, value])
            }
          >
            {label}
          </button>
        );
      })}
    </fieldset>
  );
}

/** A piece of the sentence that can be taken out again. */
export function Clause(props: {
  readonly what: string;
  readonly onRemove?: () => void;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <span className="clause">
      {props.children}
      {props.onRemove !== undefined && (
        <RemoveButton label={conditions.removeThis(props.what)} onClick={props.onRemove} />
      )}
    </span>
  );
}

export function RemoveButton(props: { readonly label: string; readonly onClick: () => void }): ReactElement {
  return (
    <button
      type="button"
      className="take-out"
      aria-label={props.label}
      onClick={(event) => {
        focusBefore(event.currentTarget);
        props.onClick();
      }}
    >
      <span aria-hidden="true">×</span>
    </button>
  );
}

/** What is taken out must not take the focus along: it goes to what stands before. */
function focusBefore(button: HTMLElement): void {
  const gone = button.closest(".chip, .clause");
  const around = button.closest(".leaf-words") ?? gone?.parentElement;
  const controls = [...(around?.querySelectorAll<HTMLElement>("input, select, button") ?? [])];
  const first = controls.findIndex((control) => gone?.contains(control) === true);
  controls[Math.max(first - 1, 0)]?.focus();
}
