import { expect, test } from "vitest";
import { readHistory, writeHistory } from "./history-text.ts";
import { historyOf } from "./shop-history.ts";
import { broughtBack, line, sold, someRules } from "./testing/a-shopper.ts";

test("a history is read as it was written, and is small", () => {
  const now = Date.parse("2026-06-01T12:00:00Z");
  const history = historyOf(
    [
      sold("2024-03-01T12:00:00Z"),
      sold("2026-03-01T12:00:00Z", { channel: "store", storeKey: "london", lines: [line("shirt", 2, 6000)] }),
      broughtBack(sold("2026-04-01T12:00:00Z"), "2026-04-20T12:00:00Z"),
    ],
    someRules(),
    now,
  );
  const text = writeHistory(history);

  expect(readHistory(text)).toEqual(history);
  expect(text.length).toBeLessThan(700);
});
