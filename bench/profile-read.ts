import type { PreparedRequest } from "./load/http-report.ts";
import { sendRequests } from "./load/start-requests.ts";
import { atMost, type Measured } from "./report.ts";
import type { Scale } from "./scale.ts";
import { underLoad } from "./server/under-load.ts";
import { copiesOf, peopleOf } from "./world/people.ts";

const eventsPerSecond = 1_000;
const readsPerSecond = 100;
const warmUpSeconds = 5;

/** A whole profile read by the customer's id, of all customers alike, while events come in. */
export async function measure(scale: Scale): Promise<Measured> {
  const known = peopleOf(scale.templates).customers * copiesOf(scale);
  const report = await underLoad(scale, eventsPerSecond, async (server, folder) => {
    const requests = reads(scale.seconds * readsPerSecond, known, server.secretKey);
    const order = { url: server.url, folder, connections: 16, perSecond: readsPerSecond };
    await sendRequests({ ...order, requests: requests.toReversed(), seconds: warmUpSeconds });
    return sendRequests({ ...order, requests, seconds: scale.seconds });
  });
  return {
    figures: {
      p50_ms: report.p50Ms,
      p99_ms: report.p99Ms,
      max_ms: report.maxMs,
      reads: report.requests,
      answer_bytes: report.answerBytes,
    },
    promises: [
      atMost(`Milliseconds to read a profile at ${eventsPerSecond} events/s, p99`, report.p99Ms, 10),
    ],
  };
}

/** Steps through all customers, so that hardly any is read twice. */
function reads(count: number, known: number, key: string): readonly PreparedRequest[] {
  const stride = Math.max(1, Math.floor(known / count));
  return Array.from({ length: count }, (_, at) => ({
    method: "GET",
    path: `/api/profiles/userId:customer-${(at * stride * 7919) % known}`,
    key,
  }));
}
