import { Combobox, useCombobox } from "@mantine/core";
import { type ReactElement, useState } from "react";
import { useIsWrong } from "./faults.ts";
import { type Place, textAt } from "./place.ts";

/** What may be meant, with a word of explanation. */
export interface Suggestion {
  readonly value: string;
  readonly about?: string;
}

const mostShown = 60;

/** A name in the sentence: typed, or chosen from what the server knows. Unknown names are taken too: the server says what is wrong. */
export function SuggestField(props: {
  readonly at: Place;
  readonly label: string;
  readonly placeholder?: string;
  readonly suggestions: readonly Suggestion[];
  /** Only when the field is left or a suggestion chosen: for names of members, which must not collide while being typed. */
  readonly isSlow?: boolean;
  /** What happens instead of taking over a chosen suggestion, or besides when the field is left. */
  readonly onChoose?: (value: string) => void;
  readonly onLeave?: () => void;
}): ReactElement {
  const { at } = props;
  const box = useCombobox({ onDropdownClose: () => box.resetSelectedOption() });
  const [typed, setTyped] = useState<string>();
  const isWrong = useIsWrong(at.pointer);
  const text = typed ?? textAt(at);
  const found = findSuggestions(props.suggestions, text);
  const take = (value: string): void => {
    setTyped(undefined);
    if (value !== textAt(at)) at.set(value);
  };
  const choose = (value: string): void => {
    if (props.onChoose === undefined) take(value);
    else props.onChoose(value);
    box.closeDropdown();
  };
  return (
    <Combobox
      width="max-content"
      position="bottom-start"
      store={box}
      onOptionSubmit={choose}
      withinPortal={false}
    >
      <Combobox.Target>
        <input
          className="token token-text"
          aria-label={props.label}
          aria-invalid={isWrong}
          placeholder={props.placeholder ?? props.label}
          value={text}
          size={Math.max(text.length, (props.placeholder ?? props.label).length, 3)}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          onFocus={() => box.openDropdown()}
          onClick={() => box.openDropdown()}
          onBlur={() => {
            box.closeDropdown();
            if (typed !== undefined) take(typed);
            props.onLeave?.();
          }}
          onChange={({ currentTarget: { value } }) => {
            if (props.isSlow === true) setTyped(value);
            else at.set(value);
            box.openDropdown();
            box.updateSelectedOptionIndex();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={found.length === 0}>
        <Combobox.Options className="suggestions" aria-label={props.label}>
          {found.map(({ value, about }) => (
            <Combobox.Option key={value} value={value} className="suggestion">
              <span className="suggestion-value">{value}</span>
              {about !== undefined && <span className="suggestion-about">{about}</span>}
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

/** Of a text that is one of them already all are offered: who opens it wants another. */
export function findSuggestions(all: readonly Suggestion[], text: string): readonly Suggestion[] {
  const wanted = text.trim().toLowerCase();
  const isOne = all.some(({ value }) => value === text);
  if (wanted === "" || isOne) return all.slice(0, mostShown);
  const fits = ({ value, about = "" }: Suggestion): boolean =>
    value.toLowerCase().includes(wanted) || about.toLowerCase().includes(wanted);
  return all.filter(fits).slice(0, mostShown);
}
