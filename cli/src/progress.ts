import type { Terminal } from "./terminal.ts";

/** How far a long command is. */
export interface Step {
  readonly count: number;
  /** Of the whole, in [0, 1]. */
  readonly share: number;
  readonly bad: number;
}

export type ProgressForm = "line" | "json" | "none";

/** Shows how far it is, at most four times a second on a screen, else every five seconds; `json` is for programs. */
export interface Progress {
  show(step: Step): void;
  /** Clears the line. */
  end(): void;
}

export function createProgress(terminal: Terminal, form: ProgressForm, what: string): Progress {
  const startedAt = terminal.now();
  const pauseMs = terminal.isScreen || form === "json" ? 250 : 5_000;
  let shownAt = startedAt;
  let isShown = false;
  return {
    show: (step) => {
      const now = terminal.now();
      if (form === "none" || now - shownAt < pauseMs) return;
      shownAt = now;
      const text = describe(what, step, (now - startedAt) / 1000, form);
      if (form === "json" || !terminal.isScreen) {
        terminal.note(`${text}\n`);
        return;
      }
      isShown = true;
      terminal.note(`\r\u001b[K${text}`);
    },
    end: () => {
      if (isShown) terminal.note("\r\u001b[K");
    },
  };
}

function describe(what: string, step: Step, seconds: number, form: ProgressForm): string {
  const perSecond = Math.round(step.count / seconds);
  const leftSeconds = step.share > 0 ? Math.round((seconds * (1 - step.share)) / step.share) : undefined;
  if (form === "json") return JSON.stringify({ stage: what, ...step, perSecond, leftSeconds });
  const left = leftSeconds === undefined ? "" : `, ${duration(leftSeconds)} left`;
  const bad = step.bad > 0 ? `, ${grouped(step.bad)} bad` : "";
  const share = `${Math.round(100 * step.share)} %`;
  return `${what}: ${grouped(step.count)} (${share}), ${grouped(perSecond)}/s${left}${bad}`;
}

/** 12345 → 12,345. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3_600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3_600)} h ${Math.floor((whole % 3_600) / 60)} min`;
}
