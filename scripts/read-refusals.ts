import { isProduct, readSources } from "./source-files.ts";

/** A refusal as the sources state it; what a sentence fills in is `…`. */
export interface StatedRefusal {
  readonly code: string;
  readonly status: number;
  readonly sentences: readonly string[];
}

/** Every `new Refusal("code", 404, "…")` of the product, by code. Those that pass another's code on are left out. */
export function readRefusals(): readonly StatedRefusal[] {
  return readSources(["server/src", "contract/src", "cli/src"])
    .filter(isProduct)
    .flatMap(({ text }) => [...text.matchAll(/new Refusal\(/g)].flatMap((found) => readOne(text, found)))
    .sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : a.status - b.status));
}

function readOne(text: string, found: RegExpExecArray): StatedRefusal[] {
  const [code = "", status = "", sentence = ""] = splitArguments(text, found.index + found[0].length);
  const stated = /^"([a-z_.]+)"$/.exec(code)?.[1];
  if (stated === undefined || !/^\d{3}$/.test(status)) return [];
  return [{ code: stated, status: Number(status), sentences: literalsIn(sentence) }];
}

/** The arguments of a call whose parenthesis has just been opened, as they stand. */
function splitArguments(text: string, from: number): readonly string[] {
  const parts: string[] = [];
  let [start, depth] = [from, 0];
  for (let at = from; depth >= 0 && at < text.length; at += 1) {
    const char = text.charAt(at);
    if (quotes.includes(char)) at = endOfText(text, at);
    depth += (opening.includes(char) ? 1 : 0) - (closing.includes(char) ? 1 : 0);
    if (depth > 0 || (depth === 0 && char !== ",")) continue;
    parts.push(text.slice(start, at).trim());
    start = at + 1;
  }
  return parts;
}

const [quotes, opening, closing] = ["\"'`", "([{", ")]}"];

/** Where the text that begins here ends. What a template fills in holds no text of the same kind. */
function endOfText(text: string, from: number): number {
  const quote = text.charAt(from);
  let at = from + 1;
  while (at < text.length && text.charAt(at) !== quote) at += text.charAt(at) === "\\" ? 2 : 1;
  return at;
}

function literalsIn(expression: string): readonly string[] {
  return [...expression.matchAll(/"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g)].map(([, plain, template]) =>
    (plain ?? template ?? "").replaceAll(/\$\{(?:[^{}]|\{[^}]*\})*\}/g, "…").replaceAll(/\\(.)/g, "$1"),
  );
}
