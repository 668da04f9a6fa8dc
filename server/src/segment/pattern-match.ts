import type { CodeRange, PatternNode } from "@attune/contract";

/** A pattern as a list of steps; a step that splits leads to two others. */
type Step =
  | { readonly kind: "set"; readonly ranges: readonly CodeRange[]; readonly next: number }
  | { readonly kind: "start" | "end"; readonly next: number }
  | { readonly kind: "split"; readonly next: readonly number[] }
  | { readonly kind: "found" };

/**
 * Whether a pattern is found anywhere in a text. All ways are followed at once, one character after the other (Thompson), so
 * the time is text times pattern, whatever the pattern is.
 */
export function patternMatcher(pattern: PatternNode): (text: string) => boolean {
  const steps: Step[] = [{ kind: "found" }];
  const first = compile(pattern, 0, steps);
  return (text) => isFound(steps, first, text);
}

/** Adds the steps of a node before `next`; the index of its first. */
function compile(node: PatternNode, next: number, steps: Step[]): number {
  switch (node.kind) {
    case "set":
      return push(steps, { kind: "set", ranges: node.ranges, next });
    case "start":
    case "end":
      return push(steps, { kind: node.kind, next });
    case "sequence":
      return node.parts.reduceRight((after, part) => compile(part, after, steps), next);
    case "choice":
      return push(steps, { kind: "split", next: node.parts.map((part) => compile(part, next, steps)) });
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
    const loop = push(steps, { kind: "split", next: [] });
    steps[loop] = { kind: "split", next: [compile(part, loop, steps), next] };
    entry = loop;
  } else {
    for (let optional = most - least; optional > 0; optional -= 1) {
      entry = push(steps, { kind: "split", next: [compile(part, entry, steps), next] });
    }
  }
  for (let needed = least; needed > 0; needed -= 1) entry = compile(part, entry, steps);
  return entry;
}

function push(steps: Step[], step: Step): number {
  return steps.push(step) - 1;
}

function isFound(steps: readonly Step[], first: number, text: string): boolean {
  const marks = new Uint32Array(steps.length);
  let waiting: number[] = [];
  let round = 0;
  for (let at = 0; ; ) {
    round += 1;
    const isEnd = at >= text.length;
    const place = { isStart: at === 0, isEnd, marks, round };
    // A way begins at each character: the pattern may be found anywhere.
    const ways = follow(steps, [...waiting, first], place);
    if (ways === "found") return true;
    if (isEnd) return false;
    const code = text.codePointAt(at) ?? 0;
    waiting = ways.flatMap((index) => {
      const step = steps[index];
      return step?.kind === "set" && isInside(step.ranges, code) ? [step.next] : [];
    });
    at += code > 0xffff ? 2 : 1;
  }
}

interface Place {
  readonly isStart: boolean;
  readonly isEnd: boolean;
  /** The round in which a step was last reached. */
  readonly marks: Uint32Array;
  readonly round: number;
}

/** The steps that wait for a character, reached from these without one. */
function follow(steps: readonly Step[], from: readonly number[], place: Place): "found" | readonly number[] {
  const open = [...from];
  const waiting: number[] = [];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    if (place.marks[index] === place.round) continue;
    place.marks[index] = place.round;
    const step = steps[index];
    if (step === undefined || step.kind === "found") return "found";
    if (step.kind === "set") waiting.push(index);
    else open.push(...waysOn(step, place));
  }
  return waiting;
}

function waysOn(
  step: Extract<Step, { readonly kind: "split" | "start" | "end" }>,
  { isStart, isEnd }: Place,
): readonly number[] {
  if (step.kind === "split") return step.next;
  return (step.kind === "start" ? isStart : isEnd) ? [step.next] : [];
}

function isInside(ranges: readonly CodeRange[], code: number): boolean {
  return ranges.some(([from, upTo]) => code >= from && code <= upTo);
}
