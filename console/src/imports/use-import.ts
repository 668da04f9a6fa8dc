import { type ImportAnswer, type ImportKind, type Mapping, MappingFault } from "@attune/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { sendText } from "../api/client.ts";
import { sentenceOf } from "../parts/failed.tsx";
import { type ImportResult, type ImportState, runImport } from "./run-import.ts";

export interface RunningImport {
  /** Of the run that is under way or has ended last. */
  readonly isDry: boolean;
  readonly state: ImportState | undefined;
  readonly result: ImportResult | undefined;
  readonly fault: string | undefined;
  readonly isRunning: boolean;
  readonly start: (kind: ImportKind, file: File, mapping: Mapping, dryRun: boolean) => void;
  readonly stop: () => void;
  readonly forget: () => void;
}

interface Kept {
  readonly isDry: boolean;
  readonly state?: ImportState;
  readonly result?: ImportResult;
  readonly fault?: string;
}

/** One import at a time, on its way, stopped or done. */
export function useImport(): RunningImport {
  const client = useQueryClient();
  const [kept, setKept] = useState<Kept>({ isDry: true });
  const [isRunning, setRunning] = useState(false);
  const running = useRef<AbortController>(undefined);
  const start: RunningImport["start"] = (kind, file, mapping, dryRun) => {
    const control = new AbortController();
    running.current = control;
    setRunning(true);
    setKept({ isDry: dryRun, state: { share: 0, accepted: 0, unchanged: 0, badRows: 0 } });
    const post = (body: string): Promise<ImportAnswer> =>
      sendText("POST", "/api/import/{kind}", { kind }, body, control.signal);
    const onState = (state: ImportState): void => setKept({ isDry: dryRun, state });
    runImport({ kind, file, mapping, dryRun }, post, control.signal, onState)
      .then((result) => {
        setKept({ isDry: dryRun, result });
        if (!dryRun) void client.invalidateQueries();
      })
      .catch((error: unknown) => {
        if (control.signal.aborted) return;
        const fault = error instanceof MappingFault ? error.message : sentenceOf(error);
        setKept({ isDry: dryRun, fault });
      })
      .finally(() => setRunning(false));
  };
  return {
    isDry: kept.isDry,
    state: kept.state,
    result: kept.result,
    fault: kept.fault,
    isRunning,
    start,
    stop: () => running.current?.abort(),
    forget: () => setKept({ isDry: true }),
  };
}
