import type { Scale } from "../scale.ts";
import type { BenchServer } from "../server/bench-server.ts";
import { copiesOf, peopleOf, runSimulation } from "../world/people.ts";
import type { PreparedRequest } from "./http-report.ts";

const preparedRequests = 5_000;

/** Of customers all over the world, the same ones seldom; half at a till with a secret key, half in a browser with a public one. */
export function prepareDecisions(
  scale: Scale,
  server: BenchServer,
  placements: readonly string[],
): readonly PreparedRequest[] {
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
        placements,
        context: { channel: atTill ? "store" : "web" },
      },
    };
  });
}
