import { createNextScorer, trainNext } from "../server/src/decide/learn/next-in-session.ts";
import { type Visits, visitsOf } from "../server/src/decide/learn/visits.ts";
import { readPublicData } from "./public-data.ts";
import { atLeast, atMost, type Measured, quantile, say } from "./report.ts";

interface Asked {
  readonly session: readonly number[];
  readonly next: number;
}

const shown = 20;

/** Learns from the training sessions alone, in one setting; each test line asks once what comes next. */
export async function measure(): Promise<Measured> {
  const [train, tests] = await Promise.all([
    readPublicData("retailrocket_sessions/train_sessions.txt.gz"),
    readPublicData("retailrocket_sessions/test_prefix_label.tsv.gz"),
  ]);
  const asked = readTests(tests);
  const visits = readVisits(train, asked);
  say(`Learning from ${visits.starts.length - 1} sessions with ${visits.items.length} looks at products …`);
  const startedAt = performance.now();
  const score = createNextScorer(trainNext(visits));
  const seconds = (performance.now() - startedAt) / 1_000;
  say(`Asking ${asked.length} times …`);
  const times: number[] = [];
  const ranks = asked.map(({ session, next }) => {
    const askedAt = performance.now();
    const best = score(session, shown);
    times.push(performance.now() - askedAt);
    return 1 + best.findIndex(([item]) => item === next);
  });
  const hr20 = mean(ranks.map((rank) => (rank > 0 ? 1 : 0)));
  const mrr20 = mean(ranks.map((rank) => (rank > 0 ? 1 / rank : 0)));
  const p99 = quantile(times, 0.99);
  return {
    figures: { hr20, mrr20, mean_ms: mean(times), p99_ms: p99, train_seconds: seconds, asked: asked.length },
    promises: [
      atLeast("Share of next products among the first 20", hr20, 0.5736),
      atLeast("Mean reciprocal rank of next products among the first 20", mrr20, 0.2905),
      atMost("Milliseconds of an answer, p99", p99, 5),
    ],
  };
}

function readTests(text: string): readonly Asked[] {
  return linesOf(text).map((line) => {
    const [prefix = "", label = ""] = line.split("\t");
    return { session: prefix.split(" ").map(Number), next: Number(label) };
  });
}

function readVisits(text: string, asked: readonly Asked[]): Visits {
  const sessions = linesOf(text).map((line) => line.split(" ").map(Number));
  let highest = 0;
  for (const session of sessions) for (const item of session) highest = Math.max(highest, item);
  for (const { session, next } of asked) highest = Math.max(highest, next, ...session);
  return visitsOf(sessions, highest + 1);
}

function linesOf(text: string): readonly string[] {
  return text.split("\n").filter((line) => line !== "");
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
