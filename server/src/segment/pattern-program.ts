import type { CodeRange, PatternNode } from "@attune/contract";

export const stepKinds = { found: 0, set: 1, split: 2, start: 3, end: 4 } as const;

/** A pattern as a list of steps in flat arrays; step 0 is that it is found. */
export interface PatternProgram {
  readonly size: number;
  readonly first: number;
  /** Which of `stepKinds` a step is. */
  readonly kinds: Uint8Array;
  /** Where a step leads to; a split also to `other`. */
  readonly next: Int32Array;
  readonly other: Int32Array;
  /** Of a set, by class of characters: 1 when it takes them. */
  readonly takes: readonly (Uint8Array | undefined)[];
  /** Characters that no set tells apart are of one class. */
  readonly classOf: (code: number) => number;
}

interface Step {
  readonly kind: number;
  next: number;
  other: number;
  readonly ranges?: readonly CodeRange[];
}

export function compilePattern(pattern: PatternNode): PatternProgram {
  const steps: Step[] = [{ kind: stepKinds.found, next: 0, other: 0 }];
  const first = compile(pattern, 0, steps);
  const bounds = boundsOf(steps);
  return {
    size: steps.length,
    first,
    kinds: Uint8Array.from(steps, ({ kind }) => kind),
    next: Int32Array.from(steps, ({ next }) => next),
    other: Int32Array.from(steps, ({ other }) => other),
    takes: takenBy(steps, bounds),
    classOf: classifier(bounds),
  };
}

/** Adds the steps of a node before `next`; the index of its first. */
function compile(node: PatternNode, next: number, steps: Step[]): number {
  switch (node.kind) {
    case "set":
      return push(steps, { kind: stepKinds.set, next, other: next, ranges: node.ranges });
    case "start":
    case "end":
      return push(steps, { kind: stepKinds[node.kind], next, other: next });
    case "sequence":
      return node.parts.reduceRight((after, part) => compile(part, after, steps), next);
    case "choice":
      return node.parts
        .map((part) => compile(part, next, steps))
        .reduceRight((other, way) => push(steps, { kind: stepKinds.split, next: way, other }));
    case "repeat":
      return compileRepeat(node, next, steps);
  }
}

function compileRepeat(
  { part, least, most }: Extract<PatternNode, { kind: "repeat" }>,
  next: number,
  steps: Step[],
): number {
  let entry = next;
  if (most === Number.POSITIVE_INFINITY) {
    const loop: Step = { kind: stepKinds.split, next, other: next };
    entry = push(steps, loop);
    loop.next = compile(part, entry, steps);
  } else {
    for (let optional = most - least; optional > 0; optional -= 1) {
      entry = push(steps, { kind: stepKinds.split, next: compile(part, entry, steps), other: next });
    }
  }
  for (let needed = least; needed > 0; needed -= 1) entry = compile(part, entry, steps);
  return entry;
}

function push(steps: Step[], step: Step): number {
  return steps.push(step) - 1;
}

/** Where classes begin: 0, and wherever a set begins or has ended. */
function boundsOf(steps: readonly Step[]): readonly number[] {
  const bounds = new Set([0]);
  for (const ranges of new Set(steps.map((step) => step.ranges ?? []))) {
    for (const [from, upTo] of ranges) bounds.add(from).add(upTo + 1);
  }
  return [...bounds].sort((a, b) => a - b);
}

function takenBy(steps: readonly Step[], bounds: readonly number[]): PatternProgram["takes"] {
  const known = new Map<readonly CodeRange[], Uint8Array>();
  return steps.map(({ ranges }) => {
    if (ranges === undefined) return undefined;
    const taken =
      known.get(ranges) ??
      Uint8Array.from(bounds, (code) =>
        ranges.some(([from, upTo]) => code >= from && code <= upTo) ? 1 : 0,
      );
    known.set(ranges, taken);
    return taken;
  });
}

const asciiEnd = 128;

function classifier(bounds: readonly number[]): (code: number) => number {
  const find = (code: number): number => {
    let [low, high] = [0, bounds.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((bounds[middle] ?? 0) <= code) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const ascii = Uint16Array.from({ length: asciiEnd }, (_, code) => find(code));
  return (code) => (code < asciiEnd ? (ascii[code] ?? 0) : find(code));
}
