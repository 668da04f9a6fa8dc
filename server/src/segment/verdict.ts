/** A condition's answer for one customer. It holds until `until` (epoch milliseconds, exclusive) if nothing happens; Infinity: for ever. */
export interface Verdict {
  readonly holds: boolean;
  readonly until: number;
}

const never = Number.POSITIVE_INFINITY;
const yes: Verdict = { holds: true, until: never };
const no: Verdict = { holds: false, until: never };

export function always(holds: boolean): Verdict {
  return holds ? yes : no;
}

export function opposite(verdict: Verdict): Verdict {
  return { holds: !verdict.holds, until: verdict.until };
}

/**
 * Whether all parts hold. While they do, the first to end ends it; while some do not, it stays so until the last of
 * those may change. Parts are asked in order, and no further than one that never holds.
 */
export function allOf<Part>(parts: readonly Part[], ask: (part: Part) => Verdict): Verdict {
  let first = never;
  let failing: number | undefined;
  for (const part of parts) {
    const { holds, until } = ask(part);
    if (holds) first = Math.min(first, until);
    else if (until === never) return no;
    else failing = Math.max(failing ?? until, until);
  }
  return failing === undefined ? { holds: true, until: first } : { holds: false, until: failing };
}

export function anyOf<Part>(parts: readonly Part[], ask: (part: Part) => Verdict): Verdict {
  return opposite(allOf(parts, (part) => opposite(ask(part))));
}
