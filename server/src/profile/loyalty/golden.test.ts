import { expect, test } from "vitest";
import { parseDay } from "../../kernel/local-date.ts";
import { bookSales } from "./book-sales.ts";
import { broughtBack, line, shopper, sold, someRules } from "./testing/a-shopper.ts";

const day = (text: string): number => parseDay(text) ?? Number.NaN;
const now = "2026-06-01T12:00:00Z";
const store = (key: string) => ({ channel: "store", storeKey: key }) as const;

test("who brings everything back the same day has not shopped", () => {
  const { values, bands, measures } = shopper(
    [broughtBack(sold("2026-05-04T09:00:00Z"), "2026-05-04T16:00:00Z")],
    now,
  );

  expect(values).toMatchObject({ shopCountAll: 0, shopCount12m: 0, daysSinceShop: null, netSpend12m: 0 });
  expect([bands.daysSinceShop, bands.shopCountAll, measures.keptShopCount]).toEqual(["R0", "F0", 0]);
});

test("who brings everything back the next day has shopped, but keeps no shop", () => {
  const { values, measures } = shopper(
    [broughtBack(sold("2026-05-04T09:00:00Z"), "2026-05-05T09:00:00Z")],
    now,
  );

  expect(values).toMatchObject({
    shopCountAll: 1,
    netSpend12m: 0,
    returnRate12m: 1,
    averageTransaction12m: null,
  });
  expect(measures.keptShopCount).toBe(0);
});

test("an exchange of equal or lower value is no shop, a dearer one is", () => {
  const swap = (back: number, dearer: number) =>
    shopper(
      [sold("2026-05-04T09:00:00Z", { lines: [line("shirt", -1, -back), line("shirt-l", 1, dearer)] })],
      now,
    );

  expect(swap(2000, 2000).values).toMatchObject({ shopCountAll: 0, netSpendAll: 0 });
  expect(swap(2000, 1500).values.shopCountAll).toBe(0);
  expect(swap(2000, 2500).values).toMatchObject({ shopCountAll: 1, netSpendAll: 500 });
});

test("two receipts on one day in two stores are one shop, stores only", () => {
  const { values, bands } = shopper(
    [sold("2026-05-04T09:00:00Z", store("berlin")), sold("2026-05-04T15:00:00Z", store("london"))],
    now,
  );

  expect(values).toMatchObject({ shopCountAll: 1, netSpend12m: 2000, averageTransaction12m: 1000 });
  expect(bands.channelMix).toBe("CF");
});

test("a sale at 23:30 in New York stays on that date, though it is the next day in Berlin", () => {
  const { measures } = shopper([sold("2026-05-05T03:30:00Z", store("ny"))], now);

  expect(measures.lastShop).toBe(day("2026-05-04"));
});

test("a sale in Tokyo that is tomorrow by the brand's calendar is 0 days ago", () => {
  const { values } = shopper([sold("2026-05-31T16:00:00Z", store("tokyo"))], "2026-05-31T17:00:00Z");

  expect(values.daysSinceShop).toBe(0);
});

test("the day of a clock change is one day, however long it is", () => {
  const night = [sold("2026-03-28T23:05:00Z"), sold("2026-03-29T21:55:00Z"), sold("2026-03-29T22:05:00Z")];
  const { values } = shopper(night, "2026-03-30T12:00:00Z");

  expect(values).toMatchObject({ shopCountAll: 2, daysSinceShop: 0, lastGapDays: 1 });
});

test("an order in dollars is worth what a dollar was on its day, and so is its return", () => {
  const dollars = sold("2026-02-10T12:00:00Z", { currency: "USD", lines: [line("mug", 2, 2000)] });
  const euros = sold("2026-04-10T12:00:00Z");

  expect(shopper([dollars, euros], now).values.netSpendAll).toBe(2000);
  expect(shopper([broughtBack(dollars, "2026-04-20T12:00:00Z", 1), euros], now).values.netSpendAll).toBe(
    1500,
  );
});

test("a sale in a currency whose rate nobody has said is held, not guessed", () => {
  const yen = sold("2026-04-10T12:00:00Z", { currency: "JPY" });
  const booked = bookSales([yen, sold("2026-04-11T12:00:00Z")], someRules(), Date.parse(now));

  expect(booked.held).toEqual([yen.key]);
  expect(shopper([yen, sold("2026-04-11T12:00:00Z")], now).values).toMatchObject({
    shopCountAll: 1,
    netSpendAll: 1000,
  });
});

test("on 29 February the 12 months reach back to 28 February", () => {
  const sales = [sold("2027-02-28T12:00:00Z"), sold("2027-03-01T12:00:00Z")];

  expect(shopper(sales, "2028-02-28T12:00:00Z").values.shopCount12m).toBe(1);
  expect(shopper(sales, "2028-02-29T12:00:00Z").values.shopCount12m).toBe(1);
  expect(shopper(sales, "2028-03-01T12:00:00Z").values.shopCount12m).toBe(0);
  expect(shopper([sold("2028-02-29T12:00:00Z")], "2029-02-28T12:00:00Z").values.shopCount12m).toBe(1);
});

test("three months after 30 November is when February is over", () => {
  const band = (asOf: string) => shopper([sold("2025-11-30T12:00:00Z")], asOf).bands.daysSinceShop;

  expect([band("2026-02-28T12:00:00Z"), band("2026-03-01T12:00:00Z")]).toEqual(["RC", "RS"]);
});

test("a sale that is told late changes what was before it and after it", () => {
  const [first, second] = [sold("2026-01-10T12:00:00Z"), sold("2026-03-10T12:00:00Z")];
  const late = sold("2026-02-01T12:00:00Z");

  expect(shopper([first, second], now).values).toMatchObject({ daysFirstToSecond: 59, averageGapDays: 59 });
  expect(shopper([first, second, late], now).values).toMatchObject({
    daysFirstToSecond: 22,
    averageGapDays: 29.5,
    lastGapDays: 37,
  });
});

test("cancelled, open, test and staff sales count nowhere; staff sales do where the brand says so", () => {
  const sales = [
    sold("2026-05-01T12:00:00Z", { status: "cancelled" }),
    sold("2026-05-02T12:00:00Z", { status: "open" }),
    sold("2026-05-03T12:00:00Z", { test: true }),
    sold("2026-05-04T12:00:00Z", { accountType: "staff" }),
  ];

  expect(shopper(sales, now).values).toMatchObject({ shopCountAll: 0, netSpendAll: null });
  expect(shopper(sales, now, { settings: { countStaffSales: true } }).values.shopCountAll).toBe(1);
});

test("only merchandise is bought: a gift card, shipping, fees and samples are no shop", () => {
  const lines = (["giftCard", "shipping", "fee", "adjustment", "sample"] as const).map((kind) =>
    line(undefined, 1, 5000, { kind }),
  );
  const withMug = sold("2026-05-04T12:00:00Z", { lines: [...lines, line("mug", 1, 900)] });

  expect(shopper([sold("2026-05-04T12:00:00Z", { lines })], now).values.shopCountAll).toBe(0);
  expect(shopper([withMug], now).values).toMatchObject({ shopCountAll: 1, netSpendAll: 900 });
});

test("a return of an earlier purchase does not cancel today's shop", () => {
  const earlier = broughtBack(
    sold("2026-04-01T12:00:00Z", { lines: [line("lamp", 1, 9000)] }),
    "2026-05-04T10:00:00Z",
  );
  const { values } = shopper([earlier, sold("2026-05-04T11:00:00Z")], now);

  expect(values).toMatchObject({ shopCountAll: 2, netSpend12m: 1000, daysSinceShop: 28 });
});

test("a return that names no sale goes to the latest sale of the variant not yet brought back, on that sale's channel", () => {
  const older = sold("2026-03-01T12:00:00Z", { ...store("berlin"), lines: [line("shirt", 1, 3000)] });
  const newer = sold("2026-04-01T12:00:00Z", { lines: [line("shirt", 1, 3000)] });
  const loose = sold("2026-05-01T12:00:00Z", {
    ...store("berlin"),
    status: "returnOnly",
    lines: [],
    returns: [
      {
        returnedAt: Date.parse("2026-05-01T12:00:00Z"),
        kind: "merchandise",
        productKey: "shirt",
        quantity: 1,
        netMinor: 3000,
      },
    ],
  });
  const booked = bookSales([older, newer, loose], someRules(), Date.parse(now));

  expect(booked.inferred.map(({ origin }) => origin?.key)).toEqual([newer.key]);
  expect(shopper([older, newer, loose], now).values).toMatchObject({
    netSpend12m: 3000,
    onlineShare12m: 0,
    returnRate12m: 0.5,
    shopCountAll: 2,
  });
});

test("a return of what the customer never bought is taken off their spend and touches no shop", () => {
  const loose = sold("2026-05-04T13:00:00Z", {
    status: "returnOnly",
    lines: [],
    returns: [
      {
        returnedAt: Date.parse("2026-05-04T13:00:00Z"),
        kind: "merchandise",
        productKey: "boots",
        quantity: 1,
        netMinor: 400,
      },
    ],
  });
  const { values } = shopper([sold("2026-05-04T12:00:00Z"), loose], now);

  expect(values).toMatchObject({ shopCountAll: 1, netSpend12m: 600, returnRate12m: 0 });
});

test("what came back of goods sold before the 12 months is no part of the return rate", () => {
  const old = broughtBack(sold("2025-04-01T12:00:00Z"), "2026-05-01T12:00:00Z");
  const { values } = shopper([old, sold("2026-05-04T12:00:00Z")], now);

  expect(values).toMatchObject({ returnRate12m: 0, netSpend12m: 0, netSpendAll: 1000 });
});

test("as of a moment, what came back later is still with the customer", () => {
  const sale = broughtBack(sold("2026-05-04T09:00:00Z"), "2026-05-20T09:00:00Z");

  expect(shopper([sale], "2026-05-10T12:00:00Z").values).toMatchObject({
    netSpend12m: 1000,
    returnRate12m: 0,
  });
  expect(shopper([sale], "2026-05-01T12:00:00Z").values).toMatchObject({
    shopCountAll: 0,
    netSpend12m: null,
  });
});

test("discounts are shared with what was sold before returns", () => {
  const { values, bands } = shopper(
    [sold("2026-05-04T12:00:00Z", { lines: [line("mug", 1, 3000, { discountMinor: 1000 })] })],
    now,
  );

  expect([values.discountShare12m, bands.discountShare12m]).toEqual([0.25, "DP"]);
});

test("of whom nothing is known, numbers are missing rather than 0 days, and bands say so", () => {
  const { values, bands, rfm, rfmGroup, stage } = shopper([], now);

  expect(values).toMatchObject({
    daysSinceShop: null,
    daysSinceEngagement: null,
    overdueIndex: null,
    averageGapDays: null,
    netSpendAll: null,
    tenureDays: null,
    shopCountAll: 0,
  });
  expect(Object.values(bands)).toEqual([
    "R0",
    "E0",
    "O0",
    "G0",
    "F0",
    "N0",
    "A0",
    "S0",
    "B0",
    "M0",
    "L0",
    "T0",
    "D0",
    "X0",
    "J0",
    "W0",
    "K0",
    "C0",
    "H0",
    "Q0",
  ]);
  expect([rfm, rfmGroup, stage]).toEqual([null, "PROSPECTS", "acquire"]);
});

test("who bought before joining is told, and the days are 0", () => {
  const { values, bands, measures } = shopper([sold("2026-04-01T12:00:00Z")], now, {
    person: { joinedOn: day("2026-05-01") },
  });

  expect([values.daysJoinToFirstShop, bands.daysJoinToFirstShop, measures.purchasedBeforeJoin]).toEqual([
    0,
    "WS",
    true,
  ]);
  expect([values.tenureDays, bands.tenureDays]).toEqual([31, "JN"]);
});

test("a category counts when more pieces were bought than came back in the 12 months", () => {
  const shirts = broughtBack(
    sold("2026-03-01T12:00:00Z", { lines: [line("shirt", 2, 6000)] }),
    "2026-03-20T12:00:00Z",
    1,
  );
  const boots = broughtBack(
    sold("2026-03-02T12:00:00Z", { lines: [line("boots", 1, 9000)] }),
    "2026-03-20T12:00:00Z",
  );

  expect(shopper([shirts, boots], now).values.categoryBreadth12m).toBe(1);
});

test("channels count by purchases or interactions, e-mail never; the preferred one has most purchases, of equals the latest", () => {
  const { values, measures } = shopper(
    [sold("2026-03-01T12:00:00Z", store("berlin")), sold("2026-04-01T12:00:00Z", { channel: "app" })],
    now,
    {
      person: { engagedOn: { email: day("2026-05-01"), social: day("2025-06-02"), web: day("2025-06-01") } },
    },
  );

  expect(values.channelBreadth12m).toBe(3);
  expect(measures.preferredChannel).toBe("app");
  expect(values.onlineShare12m).toBe(0.5);
});

test("active months are calendar months, this one and the eleven before", () => {
  const sales = ["2025-06-30", "2025-07-01", "2025-07-31", "2026-06-01"].map((date) =>
    sold(`${date}T12:00:00Z`),
  );

  expect(shopper(sales, "2026-06-01T18:00:00Z").values).toMatchObject({
    shopCount12m: 4,
    activeMonths12m: 2,
  });
});
