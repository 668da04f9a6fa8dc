import { expect, test } from "vitest";
import { createCatchments, kmBetween, placeOf, type StorePlace } from "./catchment.ts";

const at = (latitude: number, longitude: number) => ({ latitude, longitude });
const leeds: StorePlace = { key: "leeds", place: at(53.8, -1.55), area: undefined };
const york: StorePlace = { key: "york", place: at(53.96, -1.08), area: undefined };
const square = (west: number, south: number, size: number) => [
  [west, south] as const,
  [west + size, south] as const,
  [west + size, south + size] as const,
  [west, south + size] as const,
  [west, south] as const,
];

test("the way from London to Paris is 344 km along the great circle", () => {
  expect(kmBetween(at(51.5074, -0.1278), at(48.8566, 2.3522))).toBeCloseTo(343.6, 0);
  expect(kmBetween(at(0, 179.9), at(0, -179.9))).toBeCloseTo(22.2, 1);
});

test("a customer belongs to the nearest store, and to none when all are too far", () => {
  const catchments = createCatchments([york, leeds], 50);

  expect(catchments.storeOf(at(53.81, -1.5))).toBe("leeds");
  expect(catchments.storeOf(at(53.95, -1.1))).toBe("york");
  expect(catchments.storeOf(at(51.5, -0.1))).toBeNull();
  expect(catchments.storeOf(undefined)).toBeNull();
});

test("of two stores at the same place the first by key has the customer", () => {
  const twins = [
    { ...leeds, key: "b" },
    { ...leeds, key: "a" },
  ];

  expect(createCatchments(twins, 50).storeOf(at(53.8, -1.5))).toBe("a");
});

test("who lives in a store's area is that store's, however near another is; a hole in it is not in it", () => {
  const area = { type: "Polygon" as const, coordinates: [square(-2, 53, 2), square(-1.2, 53.9, 0.2)] };
  const catchments = createCatchments([york, { ...leeds, area }], 50);

  expect(catchments.storeOf(at(53.85, -1.1))).toBe("leeds");
  expect(catchments.storeOf(at(53.95, -1.1))).toBe("york");
});

test("an area may be of several parts, and its store need not say where it stands", () => {
  const area = { type: "MultiPolygon" as const, coordinates: [[square(10, 10, 1)], [square(20, 20, 1)]] };
  const catchments = createCatchments([{ key: "islands", place: undefined, area }, leeds], 50);

  expect(catchments.storeOf(at(20.5, 20.5))).toBe("islands");
  expect(catchments.storeOf(at(15, 15))).toBeNull();
});

test("half a place, and one that is not on earth, is no place", () => {
  expect(placeOf(53, undefined)).toBeUndefined();
  expect(placeOf(153, 0)).toBeUndefined();
});
