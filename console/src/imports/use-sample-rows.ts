import { isUnreadable, MappingFault, type ReadRow, type SourceRow } from "@attune/contract";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { openFileRows } from "./open-file-rows.ts";

/** The beginning of a file. */
export interface FileSample {
  readonly rows: readonly SourceRow[];
  readonly columns: readonly string[];
}

const mostShown = 20;

export function useSampleRows(file: File): UseQueryResult<FileSample, Error> {
  return useQuery({
    queryKey: ["file-sample", file.name, file.size, file.lastModified],
    queryFn: () => readSample(file),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

async function readSample(file: File): Promise<FileSample> {
  const rows: SourceRow[] = [];
  for await (const piece of openFileRows(file).rows) {
    rows.push(...piece.filter((row: ReadRow): row is SourceRow => !isUnreadable(row)));
    if (rows.length >= mostShown) break;
  }
  if (rows.length === 0) throw new MappingFault("");
  const shown = rows.slice(0, mostShown);
  return { rows: shown, columns: [...new Set(shown.flatMap(({ values }) => Object.keys(values)))] };
}
