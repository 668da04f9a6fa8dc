import { describe, expect, it } from "vitest";
import { locateJson } from "./locate-json.ts";
import { mistakeIn, placeFaults } from "./text-fault.ts";

const text = '{\n  "all": [\n    { "trait": "country" },\n    { "did": "x" }\n  ]\n}';

describe("faults in a text", () => {
  it("stand on the line of the part that the server's pointer names", () => {
    const reading = locateJson(text);
    if (!reading.ok) throw new Error("not read");
    const faults = [
      { pointer: "/condition/all/1/did", message: "unknown event" },
      { pointer: "/condition", message: "too large" },
    ];

    expect(placeFaults(text, reading.located, faults, "/condition")).toMatchObject([
      { line: 4, message: "unknown event" },
      { line: 1, message: "too large" },
    ]);
  });

  it("stand where the text stops being JSON", () => {
    const broken = text.replace('"did":', '"did"');

    expect(mistakeIn(broken, locateJson(broken))).toMatchObject([{ line: 4 }]);
  });

  it("are none in a text that is JSON", () => {
    expect(mistakeIn(text, locateJson(text))).toEqual([]);
  });
});
