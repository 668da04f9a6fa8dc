import type { ReactElement } from "react";
import { Icon } from "../parts/icon.tsx";
import { SimulatedMark } from "../parts/simulated-mark.tsx";
import { words } from "../words/words.ts";
import type { Result } from "./palette-results.ts";

export function Results(props: {
  readonly listId: string;
  readonly results: readonly Result[];
  readonly chosen: number;
  readonly onPick: (result: Result) => void;
  readonly onPoint: (at: number) => void;
}): ReactElement {
  return (
    <div
      id={props.listId}
      role="listbox"
      aria-label={words.palette.label}
      className="finder-results"
      tabIndex={-1}
    >
      {props.results.map((result, index) => (
        <OneResult
          key={result.id}
          id={`${props.listId}-${index}`}
          result={result}
          isFirstOfGroup={props.results[index - 1]?.group !== result.group}
          isChosen={index === props.chosen}
          onPick={() => props.onPick(result)}
          onPoint={() => props.onPoint(index)}
        />
      ))}
    </div>
  );
}

function OneResult(props: {
  readonly id: string;
  readonly result: Result;
  readonly isFirstOfGroup: boolean;
  readonly isChosen: boolean;
  readonly onPick: () => void;
  readonly onPoint: () => void;
}): ReactElement {
  const { result, isChosen } = props;
  return (
    <>
      {props.isFirstOfGroup && (
        <div className="finder-group" role="presentation">
          {result.group}
        </div>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the text field takes the keys for its list */}
      <div
        id={props.id}
        role="option"
        tabIndex={-1}
        aria-selected={isChosen}
        className="finder-result"
        ref={(node) => {
          if (isChosen) node?.scrollIntoView({ block: "nearest" });
        }}
        onClick={props.onPick}
        onPointerMove={isChosen ? undefined : props.onPoint}
      >
        <Icon name={result.icon} size={18} />
        <bdi className="finder-label">{result.label}</bdi>
        {result.simulated === true && <SimulatedMark />}
        {result.detail !== undefined && <span className="finder-detail">{result.detail}</span>}
      </div>
    </>
  );
}

export function FinderFoot(props: {
  readonly typed: string;
  readonly count: number;
  readonly busy: boolean;
}): ReactElement {
  const { hints } = words.palette;
  const isNothing = props.count === 0 && !props.busy;
  return (
    <div className="finder-foot">
      <div role="status" aria-live="polite">
        {isNothing && (
          <p className="finder-nothing">
            {words.palette.nothing(props.typed)}
            <br />
            {words.palette.nothingHint}
          </p>
        )}
        {!isNothing && (
          <span className="only-spoken">{props.busy ? "" : words.palette.found(props.count)}</span>
        )}
      </div>
      <div className="finder-keys" aria-hidden="true">
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> {hints.move}
        </span>
        <span>
          <kbd>↵</kbd> {hints.open}
        </span>
        <span>
          <kbd>esc</kbd> {hints.close}
        </span>
      </div>
    </div>
  );
}
