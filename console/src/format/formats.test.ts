import { describe, expect, it } from "vitest";
import { chooseLocale, createFormats } from "./formats.ts";

const formats = createFormats("en-GB", "Europe/London");
const now = Date.parse("2026-11-19T14:10:00Z");

describe("how instants are written", () => {
  it.each([
    ["2026-11-19T14:09:40Z", "now"],
    ["2026-11-19T14:05:00Z", "5 min ago"],
    ["2026-11-19T09:00:00Z", "09:00"],
    ["2026-11-18T23:59:00Z", "yesterday 23:59"],
    ["2026-11-12T10:00:00Z", "12 Nov"],
    ["2025-11-12T10:00:00Z", "12 Nov 2025"],
  ])("%s is %s to somebody at ten past two", (iso, shown) => {
    expect(formats.short(iso, now)).toBe(shown);
  });

  it("after “since” an instant is a point in time, however near", () => {
    expect(formats.point("2026-11-19T14:05:00Z", now)).toBe("14:05");
    expect(formats.point("2026-11-18T14:05:00Z", now)).toBe("yesterday 14:05");
  });

  it.each([
    ["2026-11-19T18:00:00Z", "18:00"],
    ["2026-11-20T18:00:00Z", "tomorrow 18:00"],
    ["2026-11-23T18:00:00Z", "Monday 18:00"],
    ["2026-12-23T18:00:00Z", "23 Dec 18:00"],
    ["2027-01-23T18:00:00Z", "23 Jan 2027 18:00"],
  ])("%s lies ahead as %s", (iso, shown) => {
    expect(formats.ahead(iso, now)).toBe(shown);
  });

  it("a day is a day in the brand's zone, also across a change of clocks", () => {
    const summer = createFormats("en-GB", "Europe/Berlin");
    const afterMidnight = Date.parse("2026-10-25T22:30:00Z"); // 23:30 in Berlin, after the clocks went back that morning

    expect(summer.day("2026-10-24T21:30:00Z", afterMidnight)).toBe("Yesterday");
    expect(summer.day("2026-10-25T00:30:00Z", afterMidnight)).toBe("Today");
    expect(formats.dayKey(Date.parse("2026-07-01T23:30:00Z"))).toBe("2026-07-02");
  });
});

describe("how money is written", () => {
  it("counts minor units as the currency does", () => {
    expect(formats.money(128_745, "GBP")).toBe("£1,287.45");
    expect(formats.money(1_200, "JPY")).toBe("JP¥1,200");
    expect(formats.money(-5, "GBP")).toBe("-£0.05");
  });
});

describe("whose habits", () => {
  it("the reader's, as long as they read the catalogue's language", () => {
    expect(chooseLocale(["de-DE", "en-US"], "en")).toBe("en-US");
    expect(chooseLocale(["de-DE"], "en")).toBe("en-GB");
  });
});
