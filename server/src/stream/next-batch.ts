import type { InboxRecord } from "@attune/contract";
import type { Queryable } from "../platform/postgres/database.ts";
import type { Positioned } from "./batch.ts";
import type { Handed } from "./handed.ts";
import { readInbox } from "./postgres/inbox-reader.ts";

/**
 * What follows `after`: from memory as long as it goes on without a gap, else from the inbox. A definition is a batch of its own: what
 * comes after it is folded by the new program.
 */
export async function nextBatch(
  db: Queryable,
  brandId: number,
  handed: Handed,
  { after, most }: { readonly after: number; readonly most: number },
): Promise<readonly Positioned[]> {
  const kept = handed.next(after, most);
  const appended = kept.length > 0 ? kept : await readInbox(db, brandId, after, most);
  const batch: Positioned[] = [];
  for (const { position, body } of appended) {
    const record = JSON.parse(body) as InboxRecord; // written by the appender only
    const isDefinition = record.kind === "definition";
    if (!isDefinition || batch.length === 0) batch.push({ position, record });
    if (isDefinition) break;
  }
  return batch;
}
