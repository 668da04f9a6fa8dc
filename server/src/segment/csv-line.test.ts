import fc from "fast-check";
import { expect, test } from "vitest";
import { csvLine } from "./csv-line.ts";

/** Cells of one line, read as RFC 4180 says. */
function cellsOf(line: string): readonly string[] {
  return [...`,${line.slice(0, -2)}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^",]*))/gs)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "",
  );
}

test("a spreadsheet that opens the file runs nothing of what customers called themselves", () => {
  const hostile = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "+44,=1"];

  for (const cell of hostile) expect(cellsOf(csvLine([cell]))).toEqual([`'${cell}`]);
  expect(csvLine(["+447700900123", "ann@example.com", "", 'say "hi"'])).toBe(
    '+447700900123,ann@example.com,,"say ""hi"""\r\n',
  );
});

test("whatever is in a cell can be read back, and no cell begins as a formula does", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 12 }), { minLength: 1, maxLength: 5 }), (cells) => {
      const read = cellsOf(csvLine(cells));

      expect(read.map((cell, at) => (cell === `'${cells[at]}` ? cells[at] : cell))).toEqual(cells);
      expect(read.filter((cell) => /^[=+\-@\t\r\n]/.test(cell) && !/^\+\d+$/.test(cell))).toEqual([]);
    }),
  );
});
