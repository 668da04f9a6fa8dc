import type { AuditLog } from "../audit-log.ts";
import type { Noting } from "../noting.ts";

const sealEveryMs = 2_000;
const forgetEveryMs = 60 * 60_000;

/** Seals what was written, forgets views after their time, and writes down when this copy of the program begins and ends. */
export function createAuditJobs(ports: {
  readonly audit: AuditLog;
  readonly noting: Noting;
  /** What else is forgotten after its time. */
  readonly forget: () => Promise<void>;
  readonly noteRun: (action: "program.started" | "program.stopped") => Promise<void>;
  readonly log: (line: { readonly event: string; readonly code?: string }) => void;
}): { start(): Promise<void>; stop(): Promise<void> } {
  const { audit, noting, forget, noteRun, log } = ports;
  let timers: NodeJS.Timeout[] = [];
  let running: Promise<void> = Promise.resolve();
  const run = (work: () => Promise<void>, event: string): void => {
    running = running.then(work).catch((error: unknown) => {
      const { code } = error as { code?: unknown };
      log({ event, code: typeof code === "string" ? code : "unknown" });
    });
  };
  return {
    start: async () => {
      await noteRun("program.started");
      timers = [
        setInterval(() => run(() => audit.seal(), "audit.seal_failed"), sealEveryMs),
        setInterval(
          () => run(() => audit.forgetOldViews().then(forget), "audit.forget_failed"),
          forgetEveryMs,
        ),
      ];
    },
    stop: async () => {
      for (const timer of timers) clearInterval(timer);
      await running;
      await noting.stop();
      await noteRun("program.stopped").catch(() => undefined); // without it the next start tells that this end was not in order
      await audit.seal().catch(() => undefined); // is done at the next start
    },
  };
}
