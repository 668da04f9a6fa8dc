import type { Condition } from "@attune/contract";
import type { Slots } from "../../profile/index.ts";
import type { BrandWorld } from "../brand-world.ts";
import { compileSegments } from "../compile-segments.ts";
import type { SegmentProgram } from "../segment-program.ts";
import type { NaiveEvent } from "./naive-event.ts";
import { computedWorld } from "./random-computed.ts";
import { schemes } from "./random-condition.ts";
import { places } from "./random-person.ts";

export const timeZone = "Europe/London";
export const world: BrandWorld = {
  stores: places,
  lists: new Set(),
  computed: computedWorld,
  schemes: new Map([["value", { segments: schemes.value, isWaterfall: true }]]),
};

/** Conditions by key as a program; segment ids count from 1. */
export function programOf(segments: Readonly<Record<string, Condition>>): SegmentProgram {
  const definitions = Object.entries(segments).map(([key, condition], at) => ({
    segmentId: at + 1,
    key,
    version: 1,
    name: key,
    condition,
  }));
  return compileSegments(definitions, { timeZone, world });
}

export function observeAll(
  program: SegmentProgram,
  events: readonly NaiveEvent[],
  before: Slots = {},
): Slots {
  return events.reduce<Slots>(
    (slots, { name, channel, occurredAt, properties, context }) =>
      program.observe(slots, { name, channel, occurredAt, plain: { properties, context } }),
    before,
  );
}
