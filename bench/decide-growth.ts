import { measureArbitration } from "./load/arbitration-run.ts";
import { atMost, type Measured } from "./report.ts";
import type { Scale } from "./scale.ts";

/** What a decision costs among ten times as many experiences, at the same five placements. */
export async function measure(scale: Scale): Promise<Measured> {
  const few = await measureArbitration(scale, 200);
  const many = await measureArbitration(scale, 2_000);
  const ratio = few.perSecond / many.perSecond;
  return {
    figures: {
      ratio,
      few_per_s: few.perSecond,
      many_per_s: many.perSecond,
      few_p99_ms: few.p99Ms,
      many_p99_ms: many.p99Ms,
    },
    promises: [atMost("Cost of a decision among 2,000 experiences, to that among 200", ratio, 2)],
  };
}
