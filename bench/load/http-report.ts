/** What a generator of requests tells when it is done. Latencies from when a request was due, so that waiting counts. */
export interface HttpReport {
  readonly requests: number;
  /** Answers other than 200, and lost connections. */
  readonly failed: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** Bytes of an answer's body, on average. */
  readonly answerBytes: number;
}

/** A request of a requests file, one JSON object a line. */
export interface PreparedRequest {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly key: string;
  readonly body?: unknown;
}
