import { expect, test } from "vitest";
import { departmentKeys, shownParts } from "./department.ts";

test.each(departmentKeys)(
  "without the personalisation consent %s sees orders, cases and entitlements and no taste",
  (key) => {
    const shown = shownParts(key, false);

    expect(shown).toEqual(expect.arrayContaining(["orders", "cases", "entitlements"]));
    for (const hidden of ["tastes", "viewed", "cart", "groups", "loyalty", "resume"])
      expect(shown).not.toContain(hidden);
  },
);

test("service sees cases first, then orders", () => {
  expect(shownParts("service", true).slice(0, 2)).toEqual(["cases", "orders"]);
});
