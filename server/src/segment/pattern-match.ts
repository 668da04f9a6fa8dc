import { type PatternNode, patternLimits } from "@attune/contract";
import { compilePattern, type PatternProgram, stepKinds } from "./pattern-program.ts";

/**
 * Whether a pattern is found anywhere in a text of at most `patternLimits.text` characters; in a longer one none is. All ways are
 * followed at once, one character after the other (Thompson), so the time is text times pattern, whatever the pattern is.
 */
export function patternMatcher(pattern: PatternNode): (text: string) => boolean {
  const program = compilePattern(pattern);
  const ways = waysOf(program);
  return (text) => !isTooLong(text) && isFound(program, ways, text);
}

function isTooLong(text: string): boolean {
  const { text: most } = patternLimits;
  if (text.length <= most) return false;
  return text.length > 2 * most || [...text].length > most;
}

/** The steps that wait for a character, as they are gathered; kept from one text to the next. */
interface Ways {
  waiting: Int32Array;
  count: number;
  reached: Int32Array;
  /** The round in which a step was last reached. */
  readonly marks: Uint32Array;
  round: number;
  readonly open: Int32Array;
}

function waysOf({ size }: PatternProgram): Ways {
  return {
    waiting: new Int32Array(size),
    count: 0,
    reached: new Int32Array(size),
    marks: new Uint32Array(size),
    round: 0,
    open: new Int32Array(2 * size + 2),
  };
}

function isFound(program: PatternProgram, ways: Ways, text: string): boolean {
  ways.count = 0;
  for (let at = 0; ; ) {
    const isEnd = at >= text.length;
    if (follow(program, ways, at === 0, isEnd)) return true;
    if (isEnd) return false;
    const code = text.codePointAt(at) ?? 0;
    take(program, ways, program.classOf(code));
    at += code > 0xffff ? 2 : 1;
  }
}

/** From each step that waits, and from the first (the pattern may be found anywhere), to those reached without a character. True: found. */
function follow(program: PatternProgram, ways: Ways, isStart: boolean, isEnd: boolean): boolean {
  beginRound(ways);
  const { waiting, reached } = ways;
  const leads = [false, false, true, isStart, isEnd]; // in the order of stepKinds
  let found = 0;
  for (let from = -1; from < ways.count; from += 1) {
    const first = from < 0 ? program.first : (waiting[from] ?? 0);
    found = walk(program, ways, first, found, leads);
    if (found < 0) return true;
  }
  ways.waiting = reached;
  ways.reached = waiting;
  ways.count = found;
  return false;
}

function beginRound(ways: Ways): void {
  ways.round += 1;
  if (ways.round < 0xffffffff) return;
  ways.marks.fill(0);
  ways.round = 1;
}

/** Adds the sets that are reached from a step; their number, or −1 when the end of the pattern is reached. */
function walk(
  { kinds, next, other }: PatternProgram,
  { marks, round, open, reached }: Ways,
  first: number,
  before: number,
  leads: readonly boolean[],
): number {
  let count = before;
  let top = 0;
  open[top++] = first;
  while (top > 0) {
    const step = stepAt(open, --top);
    if (marks[step] === round) continue;
    marks[step] = round;
    const kind = kinds[step] ?? 0;
    if (kind === stepKinds.found) return -1;
    if (kind === stepKinds.set) reached[count++] = step;
    if (leads[kind] !== true) continue;
    open[top++] = stepAt(other, step);
    open[top++] = stepAt(next, step);
  }
  return count;
}

function stepAt(steps: Int32Array, at: number): number {
  return steps[at] ?? 0;
}

/** The steps behind those that take this character. */
function take({ takes, next }: PatternProgram, ways: Ways, characters: number): void {
  const { waiting } = ways;
  let count = 0;
  for (let at = 0; at < ways.count; at += 1) {
    const step = waiting[at] ?? 0;
    if (takes[step]?.[characters] === 1) waiting[count++] = next[step] ?? 0;
  }
  ways.count = count;
}
