import type { Json } from "@attune/contract";

/** A text of a placement's content and what it is there. */
export interface ContentText {
  readonly name: string;
  readonly text: string;
}

/** The heading first, addresses left out: what a person would read. */
export function textsOf(content: Json): readonly ContentText[] {
  if (typeof content === "string") return content.trim() === "" ? [] : [{ name: "text", text: content }];
  if (content === null || typeof content !== "object" || Array.isArray(content)) return [];
  return Object.entries(content)
    .flatMap(([name, value]) =>
      typeof value === "string" && value.trim() !== "" && !/^(https?:|\/)/.test(value)
        ? [{ name, text: value }]
        : [],
    )
    .sort((a, b) => rank(a.name) - rank(b.name));
}

const order = ["headline", "title", "hint", "promise", "queue", "option", "note", "text", "action"];

function rank(name: string): number {
  const at = order.indexOf(name);
  return at === -1 ? order.length - 1.5 : at;
}
