import { openDatabase } from "../../server/src/platform/postgres/database.ts";
import { measureEmptyRoute } from "../ceiling/empty-route.ts";
import { say } from "../report.ts";
import type { Scale } from "../scale.ts";
import { untilSettled } from "../server/settle.ts";
import { startLoaded } from "../server/under-load.ts";
import { liveSegments } from "../world/live-segments.ts";
import { arbitrationDefinitions, arbitrationPlacements } from "./arbitration-definitions.ts";
import { prepareDecisions } from "./prepare-decisions.ts";
import { sendRequests } from "./start-requests.ts";

export interface ArbitrationRun {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  readonly answerBytes: number;
  /** As fast as the answers come. */
  readonly perSecond: number;
  readonly emptyPerSecond: number;
}

const decisionsPerSecond = 2_000;
const appliedAtOnce = 500;
/** A till, a shop page and an app keep theirs open. */
const connections = 32;
/** A program that has just started is slow until its code has been compiled: that is not what a shop's customers meet. */
const warmUpSeconds = 8;

/** So many experiences on five placements, fifty segments, caps and recommendations; without events. */
export async function measureArbitration(scale: Scale, experiences: number): Promise<ArbitrationRun> {
  const { server, folder } = await startLoaded(scale);
  const definitions = arbitrationDefinitions(
    experiences,
    liveSegments().map(({ key }) => key),
  );
  for (let from = 0; from < definitions.length; from += appliedAtOnce)
    await server.ask("POST", "/api/definitions/apply", {
      definitions: definitions.slice(from, from + appliedAtOnce),
    });
  await untilFilled(server.engines.postgresUrl);
  const requests = prepareDecisions(scale, server, arbitrationPlacements);
  const order = { url: server.url, folder, requests };
  await sendRequests({ ...order, connections, seconds: warmUpSeconds });
  const rated = await sendRequests({
    ...order,
    connections: 64,
    seconds: scale.quick ? 8 : scale.seconds / 2,
    perSecond: decisionsPerSecond,
  });
  const seconds = scale.quick ? 4 : 15;
  const most = await sendRequests({ ...order, connections, seconds });
  await server.stop();
  const perSecond = most.requests / most.seconds;
  say(`${experiences} experiences: at most ${Math.round(perSecond)} decisions a second.`);
  const emptyPerSecond = await measureEmptyRoute({ ...order, connections, seconds }, most.answerBytes);
  return { ...rated, perSecond, emptyPerSecond };
}

const patienceMs = 600_000;

/** Of every experience with a condition history is read first, thousands of them take minutes; that is not what a decision costs. */
async function untilFilled(postgresUrl: string): Promise<void> {
  const database = openDatabase(postgresUrl, { connections: 1 });
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const [row] = await database.query<{ left: number }>(
      "select count(*) as left from segment_fill where state in ('filling', 'evaluating')",
    );
    if (row?.left === 0) break;
    if (performance.now() > deadline) throw new Error(`${row?.left} definitions are still being filled.`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  await untilSettled(database);
  await database.close();
}
