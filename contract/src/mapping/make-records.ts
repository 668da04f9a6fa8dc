import type { ImportKind } from "../import.ts";
import { isUnreadable, type ReadRow, type SourceRow } from "../rows/source-row.ts";
import { createMapValues, type RowFault } from "./map-row.ts";
import { columnsOf, type Mapping } from "./mapping.ts";
import { MappingFault } from "./mapping-fault.ts";

/** A record for the import door, and the rows of the file it was made from. */
export interface MadeRecord {
  /** That of the first row. */
  readonly line: number;
  readonly record: unknown;
  readonly rows: readonly SourceRow[];
}

/** A row that made no record. */
export interface BadRow extends RowFault {
  readonly line: number;
  readonly original: string;
}

export type Made = MadeRecord | { readonly bad: readonly BadRow[] };

/** Turns rows into records as they come. */
export interface MakeRecords {
  take(rows: readonly ReadRow[]): readonly Made[];
  /** What was still open. */
  end(): readonly Made[];
}

/**
 * `hasColumns`: a column that the mapping names and the first row lacks is a MappingFault. `scattered`: orders whose rows
 * do not follow each other (`findScattered`); they are held to the end, all others go as soon as the next one starts.
 */
export function createMakeRecords(
  kind: ImportKind,
  mapping: Mapping,
  hasColumns: boolean,
  scattered: ReadonlySet<string>,
): MakeRecords {
  const checked = hasColumns ? columnCheck(mapping) : () => {};
  const make =
    mapping.group === undefined ? single(kind, mapping) : grouped(kind, mapping, mapping.group, scattered);
  return {
    take: (rows) =>
      rows.flatMap((row) => {
        if (isUnreadable(row)) {
          make.doubt();
          return { bad: [badRow(row.line, row.original, unreadable(row.message))] };
        }
        checked(row);
        return make.take(row);
      }),
    end: make.end,
  };
}

/** The orders whose rows stand apart in the file: half an order must not be sent. Reads the file through. */
export async function findScattered(
  pieces: AsyncIterable<readonly ReadRow[]>,
  group: string,
): Promise<ReadonlySet<string>> {
  const closed = new Set<string>();
  const scattered = new Set<string>();
  let open: string | undefined;
  const see = (key: string): void => {
    if (key === open) return;
    if (open !== undefined) closed.add(open);
    if (closed.has(key)) scattered.add(key);
    open = key;
  };
  for await (const rows of pieces) {
    for (const row of rows) if (!isUnreadable(row)) see(String(row.values[group] ?? ""));
  }
  return scattered;
}

function unreadable(message: string): RowFault {
  return { code: "row.unreadable", path: "", message };
}

function columnCheck(mapping: Mapping): (row: SourceRow) => void {
  let isDone = false;
  return ({ values }) => {
    if (isDone) return;
    isDone = true;
    const missing = [...columnsOf(mapping)].filter((column) => !(column in values));
    if (missing.length === 0) return;
    const present = Object.keys(values).join(", ");
    throw new MappingFault(
      `The file has no column ${missing.map((name) => `"${name}"`).join(", ")}. It has ${present}.`,
    );
  };
}

interface Make {
  take(row: SourceRow): readonly Made[];
  /** A row here could not be read. */
  doubt(): void;
  end(): readonly Made[];
}

function single(kind: ImportKind, mapping: Mapping): Make {
  const map = mapping.record === undefined ? undefined : createMapValues(kind, mapping, mapping.record, "");
  return {
    take: (row) => {
      const { line, values } = row;
      if (map === undefined) return [{ line, record: withoutEmpty(values), rows: [row] }];
      const made = map(values);
      return "faults" in made ? [badOf([row], made.faults)] : [{ line, record: made.made, rows: [row] }];
    },
    doubt: () => {},
    end: () => [],
  };
}

/** Without a mapping a record is the row; an empty field of a CSV file says nothing. */
function withoutEmpty(values: SourceRow["values"]): unknown {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== "" && value !== null));
}

/** What could not be read may have been a line of the order before it or after it: neither is sent. */
function grouped(kind: ImportKind, mapping: Mapping, group: string, scattered: ReadonlySet<string>): Make {
  const { record, line } = mapping;
  if (record === undefined || line === undefined)
    throw new MappingFault("A group needs a record and a line.");
  const mapRecord = createMapValues(kind, mapping, record, "");
  const mapLine = createMapValues(kind, mapping, line, "lines");
  const held = new Map<string, Group>();
  let open: Group | undefined;
  let isDoubtful = false;
  const finish = (finished: Group): Made =>
    finished.isDoubtful ? badOf(finished.rows, [doubtful]) : makeOrder(finished.rows, mapRecord, mapLine);
  const hold = (key: string): Group => {
    const known = held.get(key) ?? { key, rows: [], isDoubtful: false };
    held.set(key, known);
    return known;
  };
  const begin = (key: string): Group =>
    scattered.has(key) ? hold(key) : { key, rows: [], isDoubtful: false };
  const close = (): readonly Made[] => {
    const closed = open;
    open = undefined;
    return closed === undefined || scattered.has(closed.key) ? [] : [finish(closed)];
  };
  return {
    take: (row) => {
      const key = String(row.values[group] ?? "");
      const made = open?.key === key ? [] : close();
      if (key === "") return [...made, badOf([row], [noGroup(group)])];
      open ??= begin(key);
      open.rows.push(row);
      open.isDoubtful ||= isDoubtful;
      isDoubtful = false;
      return made;
    },
    doubt: () => {
      if (open !== undefined) open.isDoubtful = true;
      isDoubtful = true;
    },
    end: () => [...close(), ...held.values().map(finish)],
  };
}

interface Group {
  readonly key: string;
  readonly rows: SourceRow[];
  isDoubtful: boolean;
}

const doubtful: RowFault = {
  code: "row.doubtful",
  path: "",
  message: "A row beside this order could not be read and may have been a line of it.",
};

function noGroup(group: string): RowFault {
  return { code: "row.no_group", path: "", message: `${group} is empty.` };
}

type MapOne = ReturnType<typeof createMapValues>;

/** One bad line makes the whole order bad: half an order is a wrong one. */
function makeOrder(rows: readonly SourceRow[], mapRecord: MapOne, mapLine: MapOne): Made {
  const [first] = rows;
  if (first === undefined) throw new Error("An order has at least one row.");
  const order = mapRecord(first.values);
  const bad: BadRow[] = "faults" in order ? order.faults.map((fault) => badOfRow(first, fault)) : [];
  const lines: unknown[] = [];
  for (const row of rows) {
    const line = mapLine(row.values);
    if ("faults" in line) bad.push(...line.faults.map((fault) => badOfRow(row, fault)));
    else lines.push(line.made);
  }
  if (bad.length > 0 || "faults" in order) return { bad };
  return { line: first.line, record: { ...(order.made as object), lines }, rows }; // a mapped record is an object
}

function badOf(rows: readonly SourceRow[], faults: readonly RowFault[]): Made {
  return { bad: rows.flatMap((row) => faults.map((fault) => badOfRow(row, fault))) };
}

function badOfRow(row: SourceRow, fault: RowFault): BadRow {
  return badRow(row.line, JSON.stringify(row.values), fault);
}

function badRow(line: number, original: string, fault: RowFault): BadRow {
  return { line, ...fault, original };
}

/** A record that the server refused, told of the row that is at fault: `/lines/2/price` is the third row's. */
export function refusedRow(made: MadeRecord, fault: RowFault): BadRow {
  const at = /^\/lines\/(\d+)(?:\/|$)/.exec(fault.path)?.[1];
  const row = (made.rows.length > 1 && at !== undefined ? made.rows[Number(at)] : undefined) ?? made.rows[0];
  const { code, path, message } = fault;
  return {
    line: row?.line ?? made.line,
    code,
    path,
    message,
    original: JSON.stringify(row?.values ?? made.record),
  };
}
