import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lineAt, locateJson, spanOf } from "./locate-json.ts";

describe("reading JSON with places", () => {
  it("reads every JSON text to the same value as the platform does", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const reading = locateJson(text);

        expect(reading.ok && reading.located.value).toEqual(JSON.parse(text));
      }),
    );
  });

  it("refuses what the platform refuses", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(), fc.string({ maxLength: 2 }), (value, at, noise) => {
        const whole = JSON.stringify(value, null, 2);
        const place = at % (whole.length + 1);
        const text = whole.slice(0, place) + noise + whole.slice(place + 1);

        const reading = locateJson(text);
        if (!reading.ok && reading.mistake.what === "duplicateKey") return;
        expect(reading.ok).toBe(isJson(text));
      }),
    );
  });

  it("knows where each part stands, by its pointer", () => {
    const text = '{\n  "all": [\n    { "did": "Order Completed" },\n    { "a/b~c": 1 }\n  ]\n}';
    const reading = locateJson(text);
    if (!reading.ok) throw new Error("not read");

    expect(sliceOf(text, reading.located.spans.get("/all/0/did"))).toBe('"Order Completed"');
    expect(sliceOf(text, reading.located.spans.get("/all/1/a~1b~0c"))).toBe("1");
    expect(lineAt(text, reading.located.spans.get("/all/1")?.from ?? 0)).toBe(4);
  });

  it("gives what is missing the place of the part around it", () => {
    const text = '{\n  "did": "x",\n  "count": {}\n}';
    const reading = locateJson(text);
    if (!reading.ok) throw new Error("not read");

    expect(sliceOf(text, spanOf(reading.located.spans, "/count/gte"))).toBe("{}");
    expect(spanOf(reading.located.spans, "/nowhere")?.from).toBe(0);
  });

  it.each([
    ['{\n  "did" "x"\n}', 8 + 2, "unexpected"],
    ['{\n  "did": "x",\n}', 16, "unexpected"],
    ['{ "did": ', 9, "unfinished"],
    ['{ "a": 1, "a": 2 }', 10, "duplicateKey"],
    ["", 0, "unfinished"],
  ])("says at which character %j goes wrong", (text, at, what) => {
    expect(locateJson(text)).toMatchObject({ ok: false, mistake: { at, what } });
  });

  it("stops at a depth no event or condition has", () => {
    expect(locateJson("[".repeat(10_000))).toMatchObject({ ok: false, mistake: { what: "tooDeep" } });
  });
});

function sliceOf(text: string, span: { readonly from: number; readonly until: number } | undefined): string {
  return text.slice(span?.from, span?.until);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
