/** Positions of the decision log in (from, to]. */
export interface LogRange {
  readonly from: number;
  readonly to: number;
  /** It was begun before: part of the work may be done. */
  readonly isRepeat: boolean;
}

/** Decisions on their way, as Postgres wrote them: some thousand kilobytes, of which nothing is taken apart on the way. */
export interface DecisionLines {
  readonly rows: number;
  /** Tab-separated: brand, id, position, decided at (seconds), profile, body. */
  readonly text: string;
}

/** Postgres: what is to be moved. */
export interface DecisionOutlet {
  /** The range that was begun and not finished, else the next one, committed before it is told. Undefined: nothing is left. */
  begin(brandId: number, mostRows: number): Promise<LogRange | undefined>;
  read(brandId: number, range: LogRange): Promise<DecisionLines>;
  finish(brandId: number, range: LogRange): Promise<void>;
}

/** ClickHouse: where it is moved to. */
export interface DecisionInlet {
  count(brandId: number, range: LogRange): Promise<number>;
  /** The same range again inserts nothing. */
  insert(brandId: number, range: LogRange, decisions: DecisionLines): Promise<void>;
}

/** Few enough to hold up no request for more than some milliseconds. */
const mostRows = 1_000;

/**
 * Moves the next range of decisions, exactly once: its bounds are kept first and are the insert's token; a range that was begun
 * before is counted, because the store remembers tokens only for so long. Returns whether more is left.
 */
export async function sinkDecisions(
  stores: { readonly outlet: DecisionOutlet; readonly inlet: DecisionInlet },
  brandId: number,
): Promise<boolean> {
  const { outlet, inlet } = stores;
  const range = await outlet.begin(brandId, mostRows);
  if (range === undefined) return false;
  const decisions = await outlet.read(brandId, range);
  const isThere = range.isRepeat && (await inlet.count(brandId, range)) >= decisions.rows;
  if (decisions.rows > 0 && !isThere) await inlet.insert(brandId, range, decisions);
  await outlet.finish(brandId, range);
  return range.to - range.from === mostRows || range.isRepeat;
}
