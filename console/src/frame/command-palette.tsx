import { Modal } from "@mantine/core";
import { useRouter } from "@tanstack/react-router";
import { type KeyboardEvent, type ReactElement, useEffect, useId, useState } from "react";
import { Icon } from "../parts/icon.tsx";
import { SimulatedMark } from "../parts/simulated-mark.tsx";
import { words } from "../words/words.ts";
import { type Result, usePaletteResults } from "./palette-results.ts";
import "./finder.css";
import { closePalette, openPalette, usePaletteOpen } from "./palette-state.ts";

/** `/` or Ctrl-K from anywhere: type, move with the arrows, open with Enter. */
export function CommandPalette(): ReactElement {
  const open = usePaletteOpen();
  usePaletteKeys();
  return (
    <Modal
      opened={open}
      onClose={closePalette}
      withCloseButton={false}
      padding={0}
      size={620}
      yOffset="10vh"
      aria-label={words.palette.label}
    >
      <Finder />
    </Modal>
  );
}

function Finder(): ReactElement {
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const { results, busy } = usePaletteResults(typed);
  const listId = useId();
  const router = useRouter();
  const chosen = Math.min(at, results.length - 1);
  const go = (result: Result | undefined): void => {
    if (result === undefined) return;
    closePalette();
    router.history.push(result.href);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && !busy) go(results[chosen]);
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0 || results.length === 0) return;
    event.preventDefault();
    setAt((chosen + step + results.length) % results.length);
  };
  return (
    <div className="finder">
      <div className="finder-field">
        <Icon name="search" size={18} />
        <input
          role="combobox"
          aria-label={words.palette.label}
          aria-expanded={results.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          {...(results[chosen] === undefined ? {} : { "aria-activedescendant": `${listId}-${chosen}` })}
          placeholder={words.palette.placeholder}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <Results listId={listId} results={results} chosen={chosen} onPick={go} onPoint={setAt} />
      <FinderFoot typed={typed.trim()} count={results.length} busy={busy} />
    </div>
  );
}

function Results(props: {
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

function FinderFoot(props: {
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

function usePaletteKeys(): void {
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent): void => {
      const isShortcut = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
      const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !isTyping(event.target);
      if (!isShortcut && !isSlash) return;
      event.preventDefault();
      openPalette();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null
  );
}
