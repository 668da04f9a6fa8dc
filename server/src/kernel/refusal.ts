/** One fault of a request; `pointer` is a JSON Pointer into what was sent. */
export interface Fault {
  readonly pointer: string;
  readonly message: string;
}

/** What the caller can act on: a coded problem with a status, a sentence and, where it helps, the places at fault. */
export class Refusal extends Error {
  readonly code: string;
  readonly status: number;
  readonly faults: readonly Fault[];
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: string,
    status: number,
    detail: string,
    more: { readonly faults?: readonly Fault[]; readonly retryAfterSeconds?: number } = {},
  ) {
    super(detail);
    this.name = "Refusal";
    this.code = code;
    this.status = status;
    this.faults = more.faults ?? [];
    this.retryAfterSeconds = more.retryAfterSeconds;
  }
}
