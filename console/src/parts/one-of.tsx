import { type ReactElement, useId } from "react";
import "./one-of.css";

/** One of a few, side by side; moved through by arrow keys. */
export function OneOf<Value extends string>(props: {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
}): ReactElement {
  const name = useId();
  return (
    <fieldset className="one-of">
      <legend className="only-spoken">{props.label}</legend>
      {props.options.map(({ value, label }) => (
        <label key={value} className="one-of-choice">
          <input
            type="radio"
            name={name}
            value={value}
            checked={value === props.value}
            onChange={() => props.onChange(value)}
          />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
