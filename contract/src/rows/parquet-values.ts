/** What a Parquet file's schema says of a column, as hyparquet tells it. */
export interface ParquetColumn {
  readonly name: string;
  readonly logical_type?: { readonly type: string; readonly scale?: number };
  readonly converted_type?: string;
  readonly scale?: number;
}

type Row = Record<string, unknown>;

/** Makes a row's values plain, in place: decimals exact text, 64-bit integers numbers where they are safe, else text. */
export function createPlainRow(schema: readonly ParquetColumn[]): (row: Row) => Row {
  const scales = new Map<string, number>();
  for (const column of schema) {
    const scale = decimalScale(column);
    if (scale !== undefined) scales.set(column.name, scale);
  }
  return (row) => {
    for (const name in row) row[name] = plainValue(row[name], scales.get(name));
    return row;
  };
}

function decimalScale(column: ParquetColumn): number | undefined {
  if (column.logical_type?.type === "DECIMAL") return column.logical_type.scale;
  return column.converted_type === "DECIMAL" ? (column.scale ?? 0) : undefined;
}

function plainValue(value: unknown, scale: number | undefined): unknown {
  if (typeof value === "number") return scale === undefined ? value : value.toFixed(scale);
  if (typeof value !== "bigint") return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}
