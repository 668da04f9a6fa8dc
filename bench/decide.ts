import { measureEmptyRoute } from "./ceiling/empty-route.ts";
import { measureArbitration } from "./load/arbitration-run.ts";
import { decisionDefinitions } from "./load/decision-definitions.ts";
import type { HttpReport, PreparedRequest } from "./load/http-report.ts";
import { prepareDecisions } from "./load/prepare-decisions.ts";
import { sendRequests } from "./load/start-requests.ts";
import { atLeast, atMost, type Measured, say } from "./report.ts";
import type { Scale } from "./scale.ts";
import type { BenchServer } from "./server/bench-server.ts";
import { startLoaded, underLoad } from "./server/under-load.ts";

const eventsPerSecond = 2_000;
const decisionsPerSecond = 1_000;
/** A till, a shop page and an app keep theirs open. */
const connections = 32;
/** A program that has just started is slow until its code has been compiled: that is not what a shop's customers meet. */
const warmUpSeconds = 5;

/**
 * Decisions for known customers (a till, a secret key) and for their browsers (a page, a public key), half and half: five placements with all that
 * arbitration has, alone; and three plain ones, beside events and alone.
 */
export async function measure(scale: Scale): Promise<Measured> {
  const rated = await underLoad(scale, eventsPerSecond, async (server, folder) => {
    await putDefinitions(server);
    const order = { url: server.url, folder, requests: prepare(scale, server), connections: 64 };
    await sendRequests({ ...order, seconds: warmUpSeconds, perSecond: decisionsPerSecond });
    return sendRequests({ ...order, seconds: scale.seconds, perSecond: decisionsPerSecond });
  });
  const alone = await measureAlone(scale, scale.quick ? 4 : 15);
  const full = await measureArbitration(scale, 200);
  return {
    figures: {
      p50_ms: full.p50Ms,
      p99_ms: full.p99Ms,
      max_ms: full.maxMs,
      max_per_s: full.perSecond,
      of_empty_route: full.perSecond / full.emptyPerSecond,
      empty_route_per_s: full.emptyPerSecond,
      answer_bytes: full.answerBytes,
      beside_events_p50_ms: rated.p50Ms,
      beside_events_p99_ms: rated.p99Ms,
      beside_events_max_ms: rated.maxMs,
      plain_max_per_s: alone.perSecond,
      plain_of_empty_route: alone.perSecond / alone.emptyPerSecond,
    },
    promises: [
      atMost(
        "Milliseconds to decide five placements of 200 experiences with caps at 2,000/s, p99",
        full.p99Ms,
        5,
      ),
      atLeast("Of the rate of an empty route", full.perSecond / full.emptyPerSecond, 0.25),
      atMost(
        `Milliseconds to decide at ${decisionsPerSecond}/s beside ${eventsPerSecond} events/s, p99`,
        rated.p99Ms,
        10,
      ),
    ],
  };
}

/** As many as can be had, without events, and the same of the empty route. */
async function measureAlone(
  scale: Scale,
  seconds: number,
): Promise<{ readonly perSecond: number; readonly emptyPerSecond: number }> {
  const { server, folder } = await startLoaded(scale);
  await putDefinitions(server);
  const order = { folder, requests: prepare(scale, server), seconds, connections };
  await sendRequests({ ...order, url: server.url, seconds: warmUpSeconds });
  const report: HttpReport = await sendRequests({ ...order, url: server.url });
  await server.stop();
  const perSecond = report.requests / report.seconds;
  say(`At most ${Math.round(perSecond)} decisions a second.`);
  return { perSecond, emptyPerSecond: await measureEmptyRoute(order, report.answerBytes) };
}

async function putDefinitions(server: BenchServer): Promise<void> {
  for (const { kind, key, body } of decisionDefinitions())
    await server.ask("PUT", `/api/definitions/${kind}/${key}`, body);
}

function prepare(scale: Scale, server: BenchServer): readonly PreparedRequest[] {
  return prepareDecisions(scale, server, ["home-hero", "home-row", "till-hint"]);
}
