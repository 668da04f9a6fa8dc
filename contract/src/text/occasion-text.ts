import type { Around } from "../condition-around.ts";
import type { OccasionCondition } from "../condition-occasion.ts";
import { scalarText } from "./comparison-text.ts";
import type { Node, TextReader } from "./text-reader.ts";

type Days = Pick<OccasionCondition, "occasion" | "region" | "before" | "after">;

/** `mothersDay region "GB" before 14d` */
export function daysText(days: Days): string {
  const { occasion, region, before, after } = days;
  const texts: Readonly<Record<string, string | undefined>> = {
    region: region && `region ${JSON.stringify(region)}`,
    before: before && `before ${before}`,
    after: after && `after ${after}`,
  };
  return [occasion, ...Object.keys(days).flatMap((member) => texts[member] ?? [])].join(" ");
}

export function readDays(reader: TextReader, node: Node): void {
  reader.put(node, "occasion", () => reader.name("an occasion"));
  for (;;) {
    if (reader.takes("region")) reader.put(node, "region", () => reader.text("a region in quotes"));
    else if (reader.takes("before")) reader.put(node, "before", () => reader.duration());
    else if (reader.takes("after")) reader.put(node, "after", () => reader.duration());
    else return;
  }
}

/** `mothersDay region "GB" before 14d in 2 of 3 years` */
export function aroundText(around: Around): string {
  return `${daysText(around)} in ${scalarText(around.in)} of ${scalarText(around.of)} years`;
}

export function readAround(reader: TextReader): Node {
  const node = reader.node();
  readDays(reader, node);
  reader.expect("in");
  reader.put(node, "in", () => reader.number());
  reader.expect("of");
  reader.put(node, "of", () => reader.number());
  reader.expect("years");
  return node;
}
