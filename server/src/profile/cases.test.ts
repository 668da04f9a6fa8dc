import type { EventRecord } from "@attune/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type CaseEntry, foldCases, mergeCases, openCaseChangedAt } from "./cases.ts";
import { anEvent } from "./testing/an-event.ts";

const told = (name: string, at: number, properties: EventRecord["properties"] = {}): EventRecord =>
  anEvent({ name, occurredAt: at, messageId: `${name}-${at}-${JSON.stringify(properties)}`, properties });

const fold = (events: readonly EventRecord[]): readonly CaseEntry[] | undefined =>
  events.reduce<readonly CaseEntry[] | undefined>(foldCases, undefined);

const changedAt = (...events: readonly EventRecord[]): number | undefined =>
  openCaseChangedAt([{ cases: fold(events) ?? [] }]);

test("a case is open from when it is opened until it is resolved, and its last change counts", () => {
  const opened = told("Service Case Opened", 10, { case_id: "C1", topic: "damaged" });
  const updated = told("Service Case Updated", 20, { case_id: "C1", status: "waiting" });
  const resolved = told("Service Case Resolved", 30, { case_id: "C1" });

  expect(changedAt(opened)).toBe(10);
  expect(changedAt(opened, updated)).toBe(20);
  expect(changedAt(opened, updated, resolved)).toBeUndefined();
  expect(
    changedAt(opened, told("Service Case Updated", 20, { case_id: "C1", status: "Solved" })),
  ).toBeUndefined();
});

test("complaints, faults and missing deliveries count as cases, a mere question does not", () => {
  expect(changedAt(told("Complaint Opened", 1))).toBe(1);
  expect(changedAt(told("Fault Reported", 2, { fault_id: 7 }))).toBe(2);
  expect(changedAt(told("Delivery Missing", 3, { order_id: "O1" }))).toBe(3);
  expect(changedAt(told("Service Case Opened", 4, { case_id: "C1", topic: "question" }))).toBeUndefined();
});

test("whether a case is open does not depend on the order in which its events arrive, or on which device they came from", () => {
  const event = fc
    .tuple(
      fc.constantFrom(
        "Service Case Opened",
        "Service Case Updated",
        "Service Case Resolved",
        "Fault Reported",
      ),
      fc.integer({ min: 0, max: 50 }),
      fc.constantFrom("a", "b", "c"),
    )
    .map(([name, at, id]) => told(name, at, { case_id: id }));

  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), fc.array(fc.boolean()), (events, sides) => {
      const parts = Map.groupBy(events, (_one, at) => sides[at] ?? false);
      const apart = mergeCases(fold(parts.get(true) ?? []), fold(parts.get(false) ?? []));

      expect(fold(events.toReversed())).toEqual(fold(events));
      expect(apart).toEqual(fold(events));
    }),
  );
});
