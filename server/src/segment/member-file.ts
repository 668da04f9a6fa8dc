import { hash } from "node:crypto";
import type { Namespace, Use } from "@attune/contract";
import { formatId } from "../kernel/public-id.ts";
import { csvLine } from "./csv-line.ts";
import { refusals } from "./refusals.ts";

/** The newest value of each namespace that was asked for. */
export type Names = ReadonlyMap<string, string>;

export interface FileMember {
  readonly profileId: number;
  /** Epoch milliseconds; since when they are in it and may be used. */
  readonly enteredAt: number;
  readonly names: Names;
}

/** One column of the file. `namespace`: whose identifier it tells. */
export interface Column {
  readonly title: string;
  readonly namespace: Namespace | undefined;
  readonly cell: (member: FileMember) => string;
}

/** A page of those who may be used at this moment; `next` undefined on the last. */
export type ReadPage = (
  afterId: number,
  limit: number,
) => Promise<{ readonly members: readonly FileMember[]; readonly next: number | undefined }>;

export interface MemberFile {
  readonly use: Use;
  readonly lines: AsyncIterable<string>;
}

/** So many are asked for together: a page is asked for when the one before it has been handed over. */
const membersPerPage = 500;

/** `profile`, `enteredAt`, `userId`, `email`, `phone`, `card`, `external.TYPE`, and `emailSha256`, `phoneSha256`. Refuses others, and a column named twice. */
export function columnsOf(text: string): readonly Column[] {
  const titles = text.split(",").map((title) => title.trim());
  const unknown = titles.find((title, at) => titles.indexOf(title) !== at || columnOf(title) === undefined);
  if (unknown !== undefined) throw refusals.unknownColumn(unknown);
  return titles.flatMap((title) => columnOf(title) ?? []);
}

function columnOf(title: string): Column | undefined {
  if (title === "profile")
    return { title, namespace: undefined, cell: ({ profileId }) => formatId("prf", profileId) };
  if (title === "enteredAt")
    return { title, namespace: undefined, cell: ({ enteredAt }) => new Date(enteredAt).toISOString() };
  const hashed = /^(email|phone)Sha256$/.exec(title)?.[1];
  if (hashed === "email" || hashed === "phone")
    return { title, namespace: hashed, cell: ({ names }) => digest(names.get(hashed)) };
  if (!/^(?:userId|email|phone|card|external\.[A-Za-z0-9_.-]{1,60})$/.test(title)) return undefined;
  const namespace = title as Namespace; // one of those of the line above
  return { title, namespace, cell: ({ names }) => names.get(title) ?? "" };
}

/** As ad platforms take it: hex of the value as it is kept, which is trimmed and in lower case, a phone with + and country. */
function digest(value: string | undefined): string {
  return value === undefined ? "" : hash("sha256", value, "hex");
}

/** The head, then page by page: nobody who had objected when a page was asked for is in it or in any later one. */
export async function* linesOf(columns: readonly Column[], readPage: ReadPage): AsyncGenerator<string> {
  yield csvLine(columns.map(({ title }) => title));
  for (let afterId: number | undefined = -1; afterId !== undefined; ) {
    const page: Awaited<ReturnType<ReadPage>> = await readPage(afterId, membersPerPage);
    if (page.members.length > 0)
      yield page.members.map((member) => csvLine(columns.map(({ cell }) => cell(member)))).join("");
    afterId = page.next;
  }
}
