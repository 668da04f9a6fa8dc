import { emptyLeaf, evaluateProfile, type ProfileState, viewOf } from "../../server/src/profile/index.ts";
import { compileSegments, type SegmentProgram } from "../../server/src/segment/index.ts";
import { median } from "../report.ts";
import { type BenchEvent, eventAt, manyConditions } from "../world/many-segments.ts";

const customers = 2_000;
const turns = 5;
const startMs = Date.UTC(2026, 5, 1);

/** What the fold's rules cost an event, in memory: what is kept of it, which segments it concerns, their answers. Without the stores. */
interface RulesCost {
  readonly microseconds: number;
  /** Segments asked an event. */
  readonly asked: number;
  /** Bytes of slots a customer. */
  readonly slotBytes: number;
}

/** With so many segments live; the median of some turns. */
export function costOfRules(segments: number, events: number): RulesCost {
  const program = programOf(segments);
  const runs = Array.from({ length: turns }, () => runEvents(program, events));
  const [{ asked, slotBytes } = { asked: 0, slotBytes: 0 }] = runs;
  return { microseconds: median(runs.map((run) => run.microseconds)), asked, slotBytes };
}

function programOf(count: number): SegmentProgram {
  const definitions = manyConditions(count).map((condition, at) => ({
    segmentId: at + 1,
    key: `s${at}`,
    version: 1,
    name: `s${at}`,
    condition,
  }));
  return compileSegments(definitions, { timeZone: "Europe/London" });
}

function runEvents(program: SegmentProgram, count: number): RulesCost {
  const random = randomFrom(7);
  const states: ProfileState[] = Array.from({ length: customers }, () => ({
    leaves: { 1: emptyLeaf },
    segments: {},
  }));
  const events = Array.from({ length: count }, () => ({
    at: Math.floor(random() * customers),
    event: eventAt(random),
  }));
  let asked = 0;
  const startedAt = performance.now();
  events.forEach(({ at, event }, nth) => {
    const step = foldOne(program, states[at] ?? { leaves: {}, segments: {} }, event, startMs + nth * 20_000);
    states[at] = step.state;
    asked += step.asked;
  });
  const took = performance.now() - startedAt;
  const bytes = states.reduce((sum, { leaves }) => sum + JSON.stringify(leaves[1]?.slots ?? {}).length, 0);
  return { microseconds: (took * 1_000) / count, slotBytes: bytes / customers, asked: asked / count };
}

function foldOne(
  program: SegmentProgram,
  state: ProfileState,
  { name, properties }: BenchEvent,
  nowMs: number,
): { readonly state: ProfileState; readonly asked: number } {
  const leaf = state.leaves[1] ?? emptyLeaf;
  const changed = new Set<string>();
  const plain = { properties, context: {} };
  const slots = program.observe(leaf.slots, { name, channel: "web", occurredAt: nowMs, plain }, changed);
  const leaves = { 1: { ...leaf, slots } };
  const which = program.touchedBy({ slots: changed, kept: [slots], traits: new Set(), consents: false });
  const view = viewOf(1, { leaves, segments: {} });
  const answer = evaluateProfile(program, view, state.segments, which, nowMs);
  return { state: { leaves, segments: answer.segments }, asked: which.length };
}

/** The same numbers for every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
