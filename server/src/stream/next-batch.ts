import type { ControlRecord, InboxRecord } from "@attune/contract";
import type { Queryable } from "../platform/postgres/database.ts";
import type { Positioned } from "./batch.ts";
import type { Handed } from "./handed.ts";
import { readInbox } from "./postgres/inbox-reader.ts";

/** A record that is folded when all in front of it is committed, and committed before what follows is read. */
export type AloneRecord = Extract<ControlRecord, { readonly kind: "definition" | "listed" }>;

/**
 * What follows `after`: from memory as long as it goes on without a gap, else from the inbox. What goes alone is a batch of its own.
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
    const alone = goesAlone(record);
    if (!alone || batch.length === 0) batch.push({ position, record });
    if (alone) break;
  }
  return batch;
}

/** What comes after a definition is folded by the new program; a change of a list concerns many who are in no batch. */
export function goesAlone(record: InboxRecord | undefined): record is AloneRecord {
  return record?.kind === "definition" || record?.kind === "listed";
}
