import { z } from "zod";

/** Text in a condition: every store can hold it, and all compare it alike. */
export function conditionText(minimum: number, maximum: number): z.ZodString {
  return z
    .string(`This is text of ${minimum} to ${maximum} characters.`)
    .min(minimum, `At least ${minimum} character is needed.`)
    .max(maximum, `At most ${maximum} characters are allowed.`)
    .refine(isStorable, "Text may hold neither U+0000 nor half a surrogate pair.");
}

function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes("\u0000");
}
