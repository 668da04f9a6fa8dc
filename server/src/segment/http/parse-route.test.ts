import Fastify from "fastify";
import { expect, test } from "vitest";
import { stoppedClock } from "../../kernel/clock.ts";
import { answerProblems } from "../../platform/http/problem.ts";
import { createRouter } from "../../platform/http/route.ts";
import { createSegments, type SegmentPorts } from "../segments.ts";
import { programOf } from "../testing/program-of.ts";
import { segmentRoutes } from "./segment-routes.ts";

/** Nothing of this reads a store. */
const storeless = (): never => {
  throw new Error("A condition is read without the stores.");
};
const ports: SegmentPorts = {
  store: {
    written: storeless,
    fills: storeless,
    members: storeless,
    due: storeless,
    stages: storeless,
    profiles: storeless,
    identifiers: storeless,
  },
  clock: stoppedClock(0),
  programOf: () => programOf({ buyers: { did: "Order Completed" } }),
  answered: storeless,
  sourceOf: storeless,
  loyaltyOf: storeless,
};
const app = Fastify();
answerProblems(app, () => undefined);
segmentRoutes(
  createRouter(app, async () => ({ brandId: 1, sourceId: 1, keyId: 1, actor: "key:1", kind: "secret" })),
  createSegments(ports),
);

test("a text is told as a condition and in words; what it names must be there", async () => {
  const parse = async (payload: object): Promise<{ status: number; body: unknown }> => {
    const answer = await app.inject({ method: "POST", url: "/api/segments/parse", payload });
    return { status: answer.statusCode, body: answer.json() };
  };
  const condition = { all: [{ trait: "country", is: "AU" }, { not: { segment: "buyers" } }] };
  const forms = {
    condition,
    text: 'country is "AU" and not in segment "buyers"',
    explanation: "Customers whose country is “AU” and who are not among those in the segment “buyers”.",
  };

  expect(await parse({ text: '(country is "AU") and not  in segment "buyers" # note' })).toEqual({
    status: 200,
    body: forms,
  });
  expect(await parse({ condition })).toEqual({ status: 200, body: forms });
  expect(await parse({ text: "country is" })).toMatchObject({
    status: 422,
    body: {
      errors: [
        {
          pointer: "/text",
          message: "Line 1, column 11: Expected text in quotes, a number, true or false, found the end.",
        },
      ],
    },
  });
  expect(await parse({ text: 'a exists and\n in segment "martians"' })).toMatchObject({
    status: 422,
    body: {
      errors: [{ pointer: "/text", message: 'Line 2, column 13: There is no live segment "martians".' }],
    },
  });
  expect((await parse({ text: "a exists", condition })).status).toBe(400);
});
