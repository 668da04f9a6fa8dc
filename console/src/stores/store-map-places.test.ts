import { expect, test } from "vitest";
import { frameOf } from "./store-map-places.ts";

test("every store lies on the map, north above south and west left of east", () => {
  const leeds = { key: "leeds", longitude: -1.55, latitude: 53.79 };
  const london = { key: "london", longitude: -0.12, latitude: 51.5 };
  const frame = frameOf([leeds, london], []);

  for (const { longitude, latitude } of [leeds, london]) {
    expect(frame.x(longitude)).toBeGreaterThan(0);
    expect(frame.x(longitude)).toBeLessThan(1);
    expect(frame.y(latitude)).toBeGreaterThan(0);
    expect(frame.y(latitude)).toBeLessThan(frame.height);
  }
  expect(frame.x(leeds.longitude)).toBeLessThan(frame.x(london.longitude));
  expect(frame.y(leeds.latitude)).toBeLessThan(frame.y(london.latitude));
});

test("a single store has something around it", () => {
  const frame = frameOf([{ key: "a", longitude: 10, latitude: 50 }], []);

  expect(frame.x(10)).toBeCloseTo(0.5);
  expect(frame.y(50)).toBeCloseTo(frame.height / 2);
});
