import { measureEmptyRoute } from "./ceiling/empty-route.ts";
import { decisionDefinitions } from "./load/decision-definitions.ts";
import type { HttpReport, PreparedRequest } from "./load/http-report.ts";
import { sendRequests } from "./load/start-requests.ts";
import { atMost, type Measured, say } from "./report.ts";
import type { Scale } from "./scale.ts";
import type { BenchServer } from "./server/bench-server.ts";
import { startLoaded, underLoad } from "./server/under-load.ts";
import { copiesOf, peopleOf, runSimulation } from "./world/people.ts";

const eventsPerSecond = 2_000;
const decisionsPerSecond = 1_000;
const preparedRequests = 5_000;
/** A till, a shop page and an app keep theirs open. */
const connections = 32;
/** A program that has just started is slow until its code has been compiled: that is not what a shop's customers meet. */
const warmUpSeconds = 5;

/** Decisions at three placements for known customers (a till, a secret key) and for their browsers (a page, a public key), half and half. */
export async function measure(scale: Scale): Promise<Measured> {
  const rated = await underLoad(scale, eventsPerSecond, async (server, folder) => {
    await putDefinitions(server);
    const order = { url: server.url, folder, requests: prepare(scale, server), connections: 64 };
    await sendRequests({ ...order, seconds: warmUpSeconds, perSecond: decisionsPerSecond });
    return sendRequests({ ...order, seconds: scale.seconds, perSecond: decisionsPerSecond });
  });
  const alone = await measureAlone(scale, scale.quick ? 4 : 15);
  return {
    figures: {
      p50_ms: rated.p50Ms,
      p99_ms: rated.p99Ms,
      max_ms: rated.maxMs,
      max_per_s: alone.perSecond,
      of_empty_route: alone.perSecond / alone.emptyPerSecond,
      empty_route_per_s: alone.emptyPerSecond,
      answer_bytes: rated.answerBytes,
    },
    promises: [
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

/** Of customers all over the world, the same ones seldom. */
function prepare(scale: Scale, server: BenchServer): readonly PreparedRequest[] {
  const known = peopleOf(scale.templates).customers * copiesOf(scale);
  const simulation = runSimulation(scale, Date.now(), 1);
  const truth = simulation.truth();
  return Array.from({ length: preparedRequests }, (_, at) => {
    const person = (at * 7919) % known;
    const atTill = at % 2 === 0;
    const { anonymousId } = truth.device(person, "browser", simulation.startAt);
    return {
      method: "POST",
      path: "/api/decide",
      key: atTill ? server.secretKey : server.publicKey,
      body: {
        identity: atTill ? { userId: `customer-${person}` } : { anonymousId },
        placements: ["home-hero", "home-row", "till-hint"],
        context: { channel: atTill ? "store" : "web" },
      },
    };
  });
}
