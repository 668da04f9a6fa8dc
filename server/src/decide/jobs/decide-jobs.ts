import type { Clock } from "../../kernel/clock.ts";
import { type RepeatedJob, repeat } from "../../platform/jobs/repeat.ts";
import type { ModelKeeper } from "../model-keeper.ts";
import type { Overrides } from "../override/overrides.ts";
import type { Shelves } from "../shelves.ts";
import { type DecisionInlet, type DecisionOutlet, sinkDecisions } from "../sink-decisions.ts";

interface Ports {
  readonly brandId: number;
  readonly shelves: Shelves;
  readonly models: ModelKeeper;
  readonly overrides: Pick<Overrides, "refresh">;
  readonly outlet: DecisionOutlet;
  readonly inlet: DecisionInlet;
  /** Deletes up to `most` sunk decisions from before a moment; returns how many. */
  readonly forget: (beforeMs: number, most: number) => Promise<number>;
  /** The same of lists kept for context ids. */
  readonly forgetLists: (beforeMs: number, most: number) => Promise<number>;
  /** The same of simulations. */
  readonly forgetSimulations: (beforeMs: number, most: number) => Promise<number>;
  /** Deletes up to `most` revocations of tokens that have expired anyway; returns how many. */
  readonly forgetRevocations: (nowMs: number, most: number) => Promise<number>;
  readonly clock: Clock;
  readonly report: (job: string, error: unknown) => void;
}

const daysInPostgres = 7;
const daysOfLists = 90;
const trainingMs = 5_000;
/**
 * Over 50,000 sales training takes Postgres a quarter of a second: then once in half a minute is enough. By sales and not by time: on a busy
 * machine the first sales of a small brand would else wait for as long.
 */
const restMsPerSale = 0.6;
/** A copy's own clock is not that of the one that counted last. */
const countedEarly = 0.9;
/** A program that has just started has other things to do than to train. */
const startMs = 30_000;
const forgottenAtOnce = 5_000;

/** What goes on beside the decisions of a brand. Each round is safe to repeat; a store that is away is tried again. */
export function startDecideJobs(ports: Ports): { stop(): Promise<void> } {
  const { brandId, shelves, models, overrides, clock } = ports;
  const start = (
    job: string,
    everyMs: number | (() => number),
    round: () => Promise<boolean | undefined>,
  ): RepeatedJob => repeat(round, everyMs, (error) => ports.report(job, error));
  let sales = 0;
  const restMs = (): number => Math.max(trainingMs, sales * restMsPerSale);
  const settledMs = clock.now() + startMs;
  const jobs = [
    start("refresh-shelf", 2_000, () => onItsOwn(shelves.refresh(brandId))),
    start("train-recommendations", restMs, async () => {
      sales = await shelves.trainWhenDue(brandId, restMs() * countedEarly);
      return undefined;
    }),
    start("follow-recommendations", 2_000, async () => {
      sales = await shelves.follow(brandId);
      return undefined;
    }),
    start("train-models", 5_000, () =>
      onItsOwn(clock.now() < settledMs ? Promise.resolve() : models.trainWhenDue(brandId)),
    ),
    start("refresh-models", 2_000, () => onItsOwn(models.refresh(brandId))),
    start("refresh-overrides", 1_000, () => onItsOwn(overrides.refresh(brandId))),
    start("sink-decisions", 1_000, () => sinkDecisions(ports, brandId)),
    start("forget-decisions", 3_600_000, async () => {
      const beforeMs = clock.now() - daysInPostgres * 86_400_000;
      return (await ports.forget(beforeMs, forgottenAtOnce)) === forgottenAtOnce;
    }),
    start("forget-kept-lists", 3_600_000, async () => {
      const beforeMs = clock.now() - daysOfLists * 86_400_000;
      return (await ports.forgetLists(beforeMs, forgottenAtOnce)) === forgottenAtOnce;
    }),
    start("forget-simulations", 3_600_000, async () => {
      const beforeMs = clock.now() - daysInPostgres * 86_400_000;
      return (await ports.forgetSimulations(beforeMs, forgottenAtOnce)) === forgottenAtOnce;
    }),
    start("forget-revocations", 3_600_000, async () => {
      return (await ports.forgetRevocations(clock.now(), forgottenAtOnce)) === forgottenAtOnce;
    }),
  ];
  return {
    stop: async () => {
      await Promise.all(jobs.map((job) => job.stop()));
    },
  };
}

/** A round that is never followed by another at once. */
async function onItsOwn(round: Promise<void>): Promise<undefined> {
  await round;
}
