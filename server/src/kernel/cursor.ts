import { Refusal } from "./refusal.ts";

export type CursorPart = string | number;

/** Where a list goes on, as text that callers only hand back. */
export function formatCursor(parts: readonly CursorPart[]): string {
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/** The parts of a cursor of this shape. @throws Refusal `request.bad_cursor` for any other text */
export function parseCursor(text: string, shape: readonly ("string" | "number")[]): readonly CursorPart[] {
  const parts = readJson(Buffer.from(text, "base64url").toString());
  if (
    Array.isArray(parts) &&
    parts.length === shape.length &&
    shape.every((type, at) => isPart(parts[at], type))
  ) {
    return parts;
  }
  throw new Refusal("request.bad_cursor", 400, "The cursor is not one that was given out.");
}

function isPart(value: unknown, type: "string" | "number"): boolean {
  if (type === "number") return Number.isSafeInteger(value);
  return typeof value === "string" && value.isWellFormed() && !value.includes("\u0000");
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // no cursor of ours: told by the caller
  }
}
