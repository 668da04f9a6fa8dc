/** What may be logged of an error: its code, else the name of its kind. Its message may hold what a customer wrote. */
export function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === "string" ? code : error instanceof Error ? error.name : "unknown";
}
