import { useRouter } from "@tanstack/react-router";
import { type KeyboardEvent, type ReactElement, useEffect, useEffectEvent, useId, useState } from "react";
import { Icon } from "../parts/icon.tsx";
import { words } from "../words/words.ts";
import { FinderFoot, Results } from "./finder-results.tsx";
import { type Result, usePaletteResults } from "./palette-results.ts";
import { closePalette } from "./palette-state.ts";

/** A field and the list that it steers; the focus stays in the field. */
export function Finder(): ReactElement {
  const [typed, setTyped] = useState("");
  const finding = useFinding(typed);
  const { results, chosen } = finding;
  const listId = useId();
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
          aria-activedescendant={results[chosen] === undefined ? undefined : `${listId}-${chosen}`}
          placeholder={words.palette.placeholder}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          ref={focusAtOnce}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            finding.startAgain();
          }}
          onKeyDown={finding.onKeyDown}
        />
      </div>
      <Results
        listId={listId}
        results={results}
        chosen={chosen}
        onPick={finding.open}
        onPoint={finding.point}
      />
      <FinderFoot typed={typed.trim()} count={results.length} busy={finding.busy} />
    </div>
  );
}

interface Finding {
  readonly results: readonly Result[];
  readonly busy: boolean;
  readonly chosen: number;
  readonly point: (at: number) => void;
  readonly open: (result: Result | undefined) => void;
  readonly startAgain: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

function useFinding(typed: string): Finding {
  const [at, setAt] = useState(0);
  // Enter pressed before the answer came opens what is first then: fast typists do not wait.
  const [isEntered, setEntered] = useState(false);
  const { results, busy } = usePaletteResults(typed);
  const router = useRouter();
  const chosen = Math.min(at, results.length - 1);
  const open = (result: Result | undefined): void => {
    if (result === undefined) return;
    closePalette();
    router.history.push(result.href);
  };
  const openChosen = useEffectEvent(() => {
    setEntered(false);
    open(results[chosen]);
  });
  useEffect(() => {
    if (isEntered && !busy) openChosen();
  }, [isEntered, busy]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter") setEntered(true);
    const step = stepOf(event.key);
    if (step === 0 || results.length === 0) return;
    event.preventDefault();
    setAt((chosen + step + results.length) % results.length);
  };
  const startAgain = (): void => {
    setAt(0);
    setEntered(false);
  };
  return { results, busy, chosen, point: setAt, open, startAgain, onKeyDown };
}

/** Not when the dialog's own trap gets to it: the next key must not go elsewhere. */
function focusAtOnce(field: HTMLInputElement | null): void {
  field?.focus();
}

function stepOf(key: string): number {
  if (key === "ArrowDown") return 1;
  return key === "ArrowUp" ? -1 : 0;
}
