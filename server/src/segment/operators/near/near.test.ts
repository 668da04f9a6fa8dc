import type { NearCondition } from "@attune/contract";
import { expect, test } from "vitest";
import { compileSegments } from "../../compile-segments.ts";
import { aView } from "../../testing/a-view.ts";
import { kmBetween } from "./km-between.ts";

const sydney = { latitude: -33.8688, longitude: 151.2093 };
const melbourne = { latitude: -37.8136, longitude: 144.9631 };

test("distances are those of the great circle", () => {
  expect(kmBetween(sydney, melbourne)).toBeCloseTo(713.4, 0);
  expect(kmBetween({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 180 })).toBeCloseTo(20_015.1, 0);
  expect(kmBetween({ latitude: 10, longitude: 179.5 }, { latitude: 10, longitude: -179.5 })).toBeCloseTo(
    109.5,
    0,
  );
  expect(kmBetween(sydney, sydney)).toBe(0);
});

test("a customer is near a store when their address has a place that is; without a place nobody is", () => {
  const world = {
    stores: new Map([
      ["s", sydney],
      ["nowhere", undefined],
    ] as const),
    lists: new Set<string>(),
    schemes: new Map(),
    computed: new Map(),
  };
  const isNear = (
    condition: NearCondition,
    traits: Readonly<Record<string, number | string>>,
  ): boolean | undefined =>
    compileSegments([{ segmentId: 1, key: "s", version: 1, name: "S", condition }], {
      timeZone: "UTC",
      world,
    }).evaluate(aView({ traits }), "all", 0, () => false)[0]?.isMember;
  const near = { near: { store: "s" }, km: 5 };

  expect(isNear(near, { "address.latitude": -33.87, "address.longitude": 151.2 })).toBe(true);
  expect(isNear(near, { "address.lat": -33.87, "address.lng": 151.2 })).toBe(true);
  expect(isNear(near, { "work.lat": -33.87, "work.lon": 151.2 })).toBe(false);
  expect(isNear({ ...near, of: "work" }, { "work.lat": -33.87, "work.lon": 151.2 })).toBe(true);
  expect(isNear(near, { "address.latitude": "-33.87", "address.longitude": 151.2 })).toBe(false);
  expect(isNear(near, { "address.latitude": -33.87 })).toBe(false);
  expect(isNear({ near: { store: "nowhere" }, km: 20_000 }, { "address.lat": 0, "address.lon": 0 })).toBe(
    false,
  );
});
