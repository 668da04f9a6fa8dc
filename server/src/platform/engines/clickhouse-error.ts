/** An error in ClickHouse's own form: `Code: 62. DB::Exception: …. (SYNTAX_ERROR)`. */
export class ClickhouseError extends Error {
  readonly code: number;
  readonly kind: string;

  constructor(code: number, kind: string, sentence: string) {
    super(`Code: ${code}. DB::Exception: ${sentence} (${kind})`);
    this.name = "ClickhouseError";
    this.code = code;
    this.kind = kind;
  }
}

export const clickhouseErrors = {
  wrongSecret: (user: string): ClickhouseError =>
    new ClickhouseError(
      516,
      "AUTHENTICATION_FAILED",
      `${user}: Authentication failed: password is incorrect, or there is no user with such name.`,
    ),
  tooLarge: (limitBytes: number): ClickhouseError =>
    new ClickhouseError(223, "QUERY_IS_TOO_LARGE", `The request is larger than ${limitBytes} bytes.`),
  severalStatements: (): ClickhouseError =>
    new ClickhouseError(62, "SYNTAX_ERROR", "Syntax error (Multi-statements are not allowed)."),
  unsupported: (what: string): ClickhouseError =>
    new ClickhouseError(48, "NOT_IMPLEMENTED", `${what} is not supported by the embedded ClickHouse.`),
  unknownSetting: (name: string): ClickhouseError =>
    new ClickhouseError(115, "UNKNOWN_SETTING", `Unknown setting '${name}'.`),
  tooBusy: (): ClickhouseError =>
    new ClickhouseError(202, "TOO_MANY_SIMULTANEOUS_QUERIES", "Too many queries are waiting."),
  cannotDecompress: (): ClickhouseError =>
    new ClickhouseError(271, "CANNOT_DECOMPRESS", "The request's body cannot be decompressed."),
} as const;

/** The code in a message of the engine; 1002 (unknown) when there is none. */
export function codeOf(message: string): number {
  const code = /Code: (\d+)/.exec(message)?.[1];
  return code === undefined ? 1002 : Number(code);
}

const statuses: Readonly<Record<number, number>> = {
  194: 401,
  192: 403,
  193: 403,
  516: 403,
  223: 413,
  48: 501,
  202: 500,
  271: 400,
  // What cannot be read, cannot be parsed, or is out of range: the request's own fault.
  ...statusFor(
    400,
    [
      6, 25, 26, 27, 36, 38, 41, 53, 62, 69, 70, 72, 117, 130, 137, 167, 168, 262, 321, 427, 441, 467, 675,
      676,
    ],
  ),
  // What does not exist: table, function, column, type, engine, database, setting, aggregate, format, parameter.
  ...statusFor(404, [46, 47, 50, 56, 60, 63, 73, 81, 115, 336]),
  164: 500,
  209: 503,
  439: 503,
};

/** The HTTP status a ClickHouse server gives with this code. */
export function statusOf(code: number): number {
  return statuses[code] ?? 500;
}

function statusFor(status: number, codes: readonly number[]): Record<number, number> {
  return Object.fromEntries(codes.map((code) => [code, status]));
}
