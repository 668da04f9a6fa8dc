import type { Fault, Problem } from "./forms.ts";

/** The server refused, and said why. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly faults: readonly Fault[];

  constructor(status: number, problem: Problem) {
    super(problem.detail ?? problem.title ?? `HTTP ${status}`);
    this.name = "ApiProblem";
    this.status = status;
    this.code = problem.code ?? "unknown";
    this.faults = problem.errors ?? [];
  }
}

/** Nobody answered, or who answered could not serve: it may pass by itself. */
export class ServerGone extends Error {
  constructor(cause?: unknown) {
    super("The server does not answer.", { cause });
    this.name = "ServerGone";
  }
}

export function isMissing(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 404;
}
