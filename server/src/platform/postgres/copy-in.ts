import pg from "pg";

/** What pg's own queries use of a connection; its types leave it out. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void };
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

type Callback = (error: Error | null) => void;

const QueryOfWire = pg.Query as unknown as new (
  config: { readonly text: string },
  callback: Callback,
) => object; // how pg makes one of its own

/**
 * COPY … FROM STDIN whose rows are at hand: statement, rows and end go out together, so that others can follow at once. Rows of a statement that
 * was refused are ignored by Postgres, as its protocol says.
 */
class CopyIn extends QueryOfWire {
  readonly #sql: string;
  readonly #rows: string;

  constructor(sql: string, rows: string, callback: Callback) {
    super({ text: sql }, callback);
    this.#sql = sql;
    this.#rows = rows;
  }

  submit(wire: Wire): null {
    wire.stream.cork();
    wire.query(this.#sql);
    wire.sendCopyFromChunk(Buffer.from(this.#rows));
    wire.endCopyFrom();
    wire.stream.uncork();
    return null;
  }

  handleCopyInResponse(): void {
    // the rows have gone already
  }
}

/** `rows`: whole lines in text format. */
export function copyIn(client: pg.ClientBase, sql: string, rows: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const copy = new CopyIn(sql, rows, (error) => (error === null ? resolve() : reject(error)));
    client.query(copy as unknown as pg.Submittable);
  });
}
