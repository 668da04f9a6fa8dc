import type { Transaction } from "../../platform/postgres/database.ts";

/** Another copy of the program folds this brand now. */
export class LostCursor extends Error {
  constructor() {
    super("Another writer has moved the fold's cursor.");
  }
}

/** Moves the fold's cursor, if it still stands where this writer left it. Holds it until the transaction ends. */
export async function moveCursor(tx: Transaction, brandId: number, from: number, to: number): Promise<void> {
  const moved = await tx.query(
    "update stream_cursor set position = $3 where brand_id = $1 and name = 'fold' and position = $2 returning position",
    [brandId, from, to],
  );
  if (moved.length !== 1) throw new LostCursor();
}

/** For what writes profiles beside the fold: the same fence, the cursor stays where it is. */
export async function holdCursor(tx: Transaction, brandId: number, at: number): Promise<void> {
  const [held] = await tx.query<{ position: number }>(
    "select position from stream_cursor where brand_id = $1 and name = 'fold' for update",
    [brandId],
  );
  if (held?.position !== at) throw new LostCursor();
}
