import type { Around } from "@attune/contract";
import { yearsAround } from "../years-around.ts";
import type { Columns } from "./doers-query.ts";
import type { Params } from "./params.ts";

const ms = "toUnixTimestamp64Milli(occurred_at)";

/** In how many of the last years there was an event around the occasion: one bit a year. */
export function aroundSql(around: Around, nowMs: number, columns: Columns, params: Params): string {
  const years = yearsAround(around, params.calendar);
  const last = years.begunBy(nowMs);
  const isIn = Array.from({ length: around.of }, (_, ago) => {
    const [from, until] = [years.startAt(last - ago), years.endAt(last - ago)].map((at) => params.whole(at));
    return columns.add(`max(${ms} >= ${from} and ${ms} < ${until})`, (name) => `max(${name})`);
  });
  return `${isIn.map((one) => `toUInt32(${one})`).join(" + ")} >= ${around.in}`;
}
