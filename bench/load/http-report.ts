/** What a generator of requests tells when it is done. Latencies from when a request was due, so that waiting counts. */
export interface HttpReport {
  readonly requests: number;
  /** By status other than 200, or `lost` for a broken connection: how many. */
  readonly failed: Readonly<Record<string, number>>;
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
