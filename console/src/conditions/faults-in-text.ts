import { type ConditionFault, parseConditionText, placeInText } from "@attune/contract";
import { locateJson } from "../json/locate-json.ts";
import { mistakeIn, placeFaults, type TextFault } from "../json/text-fault.ts";
import { words } from "../words/words.ts";

const { conditions } = words;

/** What is wrong with the text form, at its line and column: what cannot be read, else what is known of the condition. */
export function faultsInText(text: string, faults: readonly ConditionFault[]): readonly TextFault[] {
  const read = parseConditionText(text);
  const placed =
    read.faults ?? faults.map(({ pointer, message }) => ({ ...placeInText(text, pointer), message }));
  return placed.map(({ line, column, message }) => {
    const from = offsetOf(text, line, column);
    return {
      line,
      from,
      until: Math.min(from + 1, text.length),
      message: conditions.textColumn(line, column, message),
    };
  });
}

/** The same for JSON. */
export function faultsInJson(text: string, faults: readonly ConditionFault[]): readonly TextFault[] {
  const reading = locateJson(text);
  return reading.ok ? placeFaults(text, reading.located, faults, "") : mistakeIn(text, reading);
}

/** Of a place as people count it. */
function offsetOf(text: string, line: number, column: number): number {
  const lines = text.split("\n");
  const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  return before + [...(lines[line - 1] ?? "")].slice(0, column - 1).join("").length;
}
