import { emptyLeaf, evaluateProfile, type ProfileState, viewOf } from "../server/src/profile/index.ts";
import { compileSegments, type SegmentProgram } from "../server/src/segment/index.ts";
import { atMost, type Measured, median, say } from "./report.ts";
import type { Scale } from "./scale.ts";
import { type BenchEvent, eventAt, manyConditions } from "./world/many-segments.ts";

const customers = 2_000;
const turns = 5;
const startMs = Date.UTC(2026, 5, 1);

/** What the fold's rules cost an event, in memory: what is kept of it, which segments it concerns, their answers. Without the stores. */
export function measure(scale: Scale): Promise<Measured> {
  const events = scale.quick ? 20_000 : 100_000;
  const figures: Record<string, number> = {};
  for (const count of [10, 100, 1_000, 10_000]) {
    const program = programOf(count);
    const runs = Array.from({ length: turns }, () => runEvents(program, events));
    figures[`us_${count}`] = median(runs.map((run) => run.microseconds));
    figures[`bytes_${count}`] = runs[0]?.slotBytes ?? 0;
    figures[`asked_${count}`] = runs[0]?.asked ?? 0;
    say(
      `${count} segments: ${figures[`us_${count}`]?.toFixed(2)} µs an event, ${figures[`asked_${count}`]?.toFixed(2)} segments asked, ${Math.round(figures[`bytes_${count}`] ?? 0)} bytes of slots a customer.`,
    );
  }
  const ratio = (count: number): number => (figures[`us_${count}`] ?? 0) / (figures["us_10"] ?? 1);
  return Promise.resolve({
    figures: { ...figures, ratio_1000_10: ratio(1_000), ratio_10000_10: ratio(10_000) },
    promises: [atMost("Cost of an event with 1,000 segments against that with 10", ratio(1_000), 1.5)],
  });
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

function runEvents(
  program: SegmentProgram,
  count: number,
): { readonly microseconds: number; readonly slotBytes: number; readonly asked: number } {
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
