import { execFile } from "node:child_process";
import { chownSync, lchownSync, lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { GuardedCommand } from "./watchdog.ts";

/** A way to run Postgres, which refuses to run as root. `owner` is who its files belong to, if not to us. */
export interface PostgresUser {
  readonly name: "ourselves" | "namespace" | "nobody-entering" | "nobody";
  readonly prefix: readonly string[];
  readonly spawnAs: Pick<GuardedCommand, "uid" | "gid">;
  readonly owner: { readonly uid: number; readonly gid: number } | undefined;
}

const root = { uid: 0, gid: 0 };
const nobody =
  process.platform === "darwin" ? { uid: 4_294_967_294, gid: 4_294_967_294 } : { uid: 65_534, gid: 65_534 };

const asOurselves: PostgresUser = { name: "ourselves", prefix: [], spawnAs: {}, owner: undefined };

/** We ourselves, called nobody: our files stay ours. */
const inNamespace: PostgresUser = {
  name: "namespace",
  prefix: ["unshare", "--user", `--map-user=${nobody.uid}`, `--map-group=${nobody.gid}`, "--"],
  spawnAs: {},
  owner: undefined,
};

/** `nobody`, allowed by one capability to pass through folders that are closed to it: the clone may lie in /root. */
const asNobodyEntering: PostgresUser = {
  name: "nobody-entering",
  prefix: [
    "setpriv",
    `--reuid=${nobody.uid}`,
    `--regid=${nobody.gid}`,
    "--clear-groups",
    // Without this access(2), by which Postgres looks for its own programs, would not count the capability.
    "--securebits=+no_setuid_fixup",
    "--bounding-set=-all,+dac_override",
    "--inh-caps=-all,+dac_override",
    "--ambient-caps=-all,+dac_override",
    "--",
  ],
  spawnAs: {},
  owner: nobody,
};

/** Plain `nobody`: works where it may enter the folders. */
const asNobody: PostgresUser = { name: "nobody", prefix: [], spawnAs: nobody, owner: nobody };

/**
 * In order of preference; none adds a user to the system. The namespace comes first for root because its files stay root's own: what
 * belongs to `nobody` any other program that runs as `nobody` might read. It also serves a user without a name (a
 * container started with a bare number), whom Postgres refuses.
 */
const waysAsRoot: readonly PostgresUser[] = [inNamespace, asNobodyEntering, asNobody];
const waysAsUser: readonly PostgresUser[] = [asOurselves, inNamespace];

/**
 * Chooses the first way that works here, by trying it, and gives `folder` and all in it to that way's owner.
 * `only` narrows the choice (tests). Throws a sentence for the operator when none works.
 */
export async function choosePostgresUser(
  folder: string,
  binary: string,
  only?: readonly string[],
): Promise<PostgresUser> {
  const isRoot = process.getuid?.() === 0;
  const ways = (isRoot ? waysAsRoot : waysAsUser).filter(({ name }) => only?.includes(name) ?? true);
  for (const way of ways) {
    if (isRoot) giveFolder(way, folder);
    if (!(await works(way, folder, binary))) continue;
    if (isRoot) giveContents(way, folder);
    return way;
  }
  throw new Error(isRoot ? sentenceForRoot(folder, binary) : sentenceForUser(folder, binary));
}

function sentenceForRoot(folder: string, binary: string): string {
  return (
    `Postgres refuses to run as root, and no other user can enter ${folder} and start ${binary}. ` +
    "Start the program as an ordinary user, or from a folder that others may enter (mode 0755), or set ATTUNE_POSTGRES_URL."
  );
}

function sentenceForUser(folder: string, binary: string): string {
  return (
    `Postgres cannot be started: user ${process.getuid?.()} must have a name on this system, be able to write ${folder} and to run ` +
    `${binary}. Set that right, or set ATTUNE_POSTGRES_URL.`
  );
}

/** Postgres asks three things of its user: not to be root, to have a name, and to reach its files. */
const probe = '"$1" --version && test -w "$2" && test "$(id -u)" != 0 && id -un';

function works(way: PostgresUser, folder: string, binary: string): Promise<boolean> {
  const [file, ...words] = [...way.prefix, "/bin/sh", "-c", probe, "probe", binary, folder];
  if (file === undefined) return Promise.resolve(false);
  return new Promise((resolve) => {
    execFile(file, words, { cwd: "/", timeout: 5_000, ...way.spawnAs }, (fault) => resolve(fault === null));
  });
}

function giveFolder(way: PostgresUser, folder: string): void {
  const { uid, gid } = way.owner ?? root;
  chownSync(folder, uid, gid);
}

/** A data folder may come from a machine where another way worked; Postgres insists on owning its files. */
function giveContents(way: PostgresUser, folder: string): void {
  const { uid, gid } = way.owner ?? root;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    // The top is given last, so it tells of the rest: some thousand files are not looked at on every start.
    if (entry.isDirectory() && lstatSync(path).uid !== uid) giveContents(way, path);
    lchownSync(path, uid, gid);
  }
}
