import { describe, expect, it } from "vitest";
import { displayName, mainIdentifier } from "./display-name.ts";

const device = { namespace: "anonymousId", value: "6f1c2d1e-7b1a-4a53-9a55-b7d1a2c90e44" };
const number = { namespace: "userId", value: "12583" };
const mail = { namespace: "email", value: "ada@example.com" };

describe("what a customer is called", () => {
  it("the name, with the best known identifier beside it", () => {
    const customer = { name: "Ada", identifiers: [device, number, mail] };

    expect(displayName(customer)).toBe("Ada");
    expect(mainIdentifier(customer)).toBe("ada@example.com");
  });

  it("without a name, by what people know the customer by, said once", () => {
    const customer = { name: null, identifiers: [device, number] };

    expect(displayName(customer)).toBe("Customer number 12583");
    expect(mainIdentifier(customer)).toBeUndefined();
  });

  it("a device by its ends: nobody reads the middle", () => {
    expect(displayName({ name: " ", identifiers: [device] })).toBe("Device 6f1c2d1e…0e44");
  });

  it("nothing known is said so", () => {
    expect(displayName({ name: null, identifiers: [] })).toBe("No name yet");
  });
});
