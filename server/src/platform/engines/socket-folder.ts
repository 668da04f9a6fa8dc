import { chownSync, existsSync, mkdtempSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keepText, keptText } from "./secret.ts";

/** The system's limit is 104 bytes on macOS and 108 on Linux, with the closing zero; `/.s.PGSQL.5432.lock` needs 20 of it. */
const longestFolder = 83;

/**
 * The folder for Postgres' socket: the data folder's own, or, where that path is too long for a socket, a private folder in the
 * system's temporary one, remembered in `memo` so that the address stays the same from start to start.
 */
export function socketFolderFor(
  folder: string,
  memo: string,
  owner: { readonly uid: number; readonly gid: number } | undefined,
): string {
  if (Buffer.byteLength(folder) <= longestFolder) return folder;
  let sockets = keptText(memo, newFolder);
  if (!isOurs(sockets, owner)) {
    sockets = newFolder();
    keepText(memo, sockets);
  }
  if (owner !== undefined) chownSync(sockets, owner.uid, owner.gid);
  return sockets;
}

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "attune-"));
}

/** Someone else may have made a folder of that name after ours was cleaned away. */
function isOurs(path: string, owner: { readonly uid: number } | undefined): boolean {
  if (!existsSync(path)) return false;
  const state = statSync(path);
  return (
    state.isDirectory() &&
    (state.uid === process.getuid?.() || state.uid === owner?.uid) &&
    (state.mode & 0o077) === 0
  );
}
