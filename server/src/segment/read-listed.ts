import { type Identifier, type ListedPeople, type Namespace, parseNamespace } from "@attune/contract";

export interface ReadPeople {
  readonly identifiers: readonly Identifier[];
  readonly faults: readonly { readonly line: number; readonly message: string }[];
}

/** The one form of an identifier; undefined when it cannot be one. */
export type Normalise = (namespace: Namespace, value: unknown) => string | undefined;

const faultsTold = 100;

/** Identifiers as they are kept, each once; what cannot be read is told and passed over. */
export function readListed({ identifiers = [], csv }: ListedPeople, normalise: Normalise): ReadPeople {
  const cells = csv === undefined ? identifiers.map((one, at) => ({ ...one, line: at + 1 })) : cellsOf(csv);
  const read = new Map<string, Identifier>();
  const faults: { line: number; message: string }[] = [];
  for (const { namespace, value, line } of cells) {
    const known = parseNamespace(namespace);
    const kept = known === undefined ? undefined : normalise(known, value);
    if (known !== undefined && kept !== undefined) {
      read.set(`${known}:${kept}`, { namespace: known, value: kept });
    } else if (faults.length < faultsTold) {
      const what =
        known === undefined ? `There is no namespace ${JSON.stringify(namespace)}.` : `This is no ${known}.`;
      faults.push({ line, message: what });
    }
  }
  return { identifiers: [...read.values()], faults };
}

interface Cell {
  readonly namespace: string;
  readonly value: string;
  readonly line: number;
}

/** The first line names the namespace of each column; empty cells are passed over. */
function cellsOf(csv: string): readonly Cell[] {
  const [head, ...lines] = csv.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  const namespaces = fieldsOf(head ?? "");
  return lines.flatMap((text, at) =>
    fieldsOf(text).flatMap((value, column) =>
      value === "" ? [] : [{ namespace: namespaces[column] ?? "", value, line: at + 2 }],
    ),
  );
}

/** Identifiers hold no line ends: a line is a row. */
function fieldsOf(line: string): readonly string[] {
  const fields = line.match(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g) ?? [];
  const kept = line.endsWith(",") ? fields : fields.slice(0, -1);
  const cells = (kept.length === 0 && line !== "" ? [line] : kept).map((field) =>
    field.replace(/,$/, "").trim(),
  );
  return cells.map((cell) => (/^".*"$/.test(cell) ? cell.slice(1, -1).replaceAll('""', '"') : cell));
}
