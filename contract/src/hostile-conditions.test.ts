import fc from "fast-check";
import { expect, test } from "vitest";
import { conditionLimits } from "./condition.ts";
import { parseCondition } from "./condition-parse.ts";
import { definitionBodySchema } from "./definition.ts";
import { parseConditionText } from "./text/condition-form.ts";

const promisedMs = 50;
/** As much as the doors read of a body that holds a condition. */
const mostBytes = 256 * 1024;

const filled = (unit: string, bytes = mostBytes): string => unit.repeat(Math.floor(bytes / unit.length));
const nested = (depth: number, before = '{"not":', after = "}"): string =>
  `${before.repeat(depth)}{"trait":"a","is":1}${after.repeat(depth)}`;

const monsters: Readonly<Record<string, string>> = {
  "a thousand deep": nested(1_000),
  "as deep as a body can be": nested(mostBytes / 9),
  "lists in lists": "[".repeat(mostBytes / 2) + "]".repeat(mostBytes / 2),
  "very many parts": `{"any":[${filled('{"trait":"a","is":1},')}{}]}`,
  "very many faults": `{"any":[${filled("{},")}{}]}`,
  "very many members": `{${Array.from({ length: 20_000 }, (_, at) => `"k${at}":1`).join(",")}}`,
  "very many values": `{"trait":"a","in":[${filled("1,")}1]}`,
  "very many paths": `{"did":"a","where":{${Array.from({ length: 8_000 }, (_, at) => `"properties.k${at}":{"is":1}`).join(",")}}}`,
  "very long text": `{"trait":"a","is":"${filled("x")}"}`,
  "a long pattern": `{"trait":"a","matches":"${filled("(a*)*")}"}`,
  "a pattern of many repetitions": `{"trait":"a","matches":"${"(a{0,100}){0,100}".repeat(25)}"}`,
  "a sequence of very many steps": `{"sequence":[${filled('{"did":"a"},')}{"did":"b"}]}`,
  "a pattern in every part": `{"any":[${filled('{"trait":"a","matches":"(((a{9}){9}){9})*"},', 60_000)}{}]}`,
};

test.each(Object.entries(monsters))(
  "a condition of %s is refused in 50 ms of processor time, with a place",
  (_, text) => {
    const { value: faults, cpuMs } = measured(() => parseCondition(JSON.parse(text)).faults);

    expect(faults?.[0]).toEqual({ pointer: expect.any(String), message: expect.stringMatching(/\w/) });
    expect(faults?.length).toBeLessThanOrEqual(conditionLimits.faults);
    expect(cpuMs).toBeLessThan(promisedMs);
  },
);

const texts: Readonly<Record<string, string>> = {
  "not not not": `${filled("not ", 65_000)}a is 1`,
  brackets: filled("(", 65_000),
  "very many parts": `${filled("a is 1 or ", 65_000)}a is 1`,
  "very many words": filled("a ", 65_000),
  quotes: filled('"', 65_000),
  "an open quote": `a is "${filled("\\", 65_000)}`,
  points: filled("a.", 65_000),
  digits: `a >= ${filled("1", 65_000)}d`,
  lines: `${filled("\n", 65_000)}a is`,
  "a long list": `a in (${filled("1, ", 65_000)}1)`,
  "very many events": `did "a" without (${filled('"b", ', 65_000)}"c")`,
  "ten megabytes": filled("a is 1 and ", 10_000_000),
};

test.each(Object.entries(texts))(
  "a text of %s is refused in 50 ms of processor time, with line and column",
  (_, text) => {
    const { value: faults, cpuMs } = measured(() => parseConditionText(text).faults);

    expect(faults?.[0]).toMatchObject({ line: expect.any(Number), column: expect.any(Number) });
    expect(cpuMs).toBeLessThan(promisedMs);
  },
);

test("whatever pieces of the text form come in whatever order, it is a condition or is refused with a place inside the text", () => {
  const piece = fc.constantFrom(
    ..."did sequence then without where for each within since first last not all any and or in segment on list near ( ) , >= < 7d 1 -1e9 true a.b[] product.price".split(
      " ",
    ),
    '"Order Completed"',
    '"\\u0000"',
    "#",
    "\n",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const text = pieces.join(" ");
      const { value, cpuMs } = measured(() => parseConditionText(text), 1);

      expect((value.condition === undefined) !== (value.faults === undefined)).toBe(true);
      for (const { line, column } of value.faults ?? []) {
        expect(line).toBeLessThanOrEqual(text.split("\n").length);
        expect(column).toBeLessThanOrEqual(text.length + 1);
      }
      expect(cpuMs).toBeLessThan(1_000);
    }),
    { numRuns: 2_000 },
  );
});

test("a definition of any depth is judged without recursion, and told where it is too deep", () => {
  const { value, cpuMs } = measured(() => definitionBodySchema.safeParse(JSON.parse(nested(10_000))));
  const [issue] = value.error?.issues ?? [];

  expect(issue).toMatchObject({ message: "A definition nests at most 100 deep." });
  expect(issue?.path).toEqual(Array.from({ length: 100 }, () => "not"));
  expect(cpuMs).toBeLessThan(promisedMs);
  expect(definitionBodySchema.safeParse({ name: "a", condition: JSON.parse(nested(90)) }).success).toBe(true);
});

/** Processor time, so that what else runs on the machine does not count; the least of a few. */
function measured<Value>(work: () => Value, rounds = 3): { readonly value: Value; readonly cpuMs: number } {
  let [value, cpuMs] = [work(), Number.POSITIVE_INFINITY];
  for (let round = 0; round < rounds; round += 1) {
    const before = process.cpuUsage();
    value = work();
    const { user, system } = process.cpuUsage(before);
    cpuMs = Math.min(cpuMs, (user + system) / 1_000);
  }
  return { value, cpuMs };
}
