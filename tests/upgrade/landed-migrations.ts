import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";

const sql = new URL("../../server/sql/", import.meta.url);
const list = new URL("landed.json", sql);

/** `postgres/0001-first.sql` → SHA-256 of the file, in hexadecimal. */
export type Hashes = Readonly<Record<string, string>>;

export async function readLandedHashes(): Promise<Hashes> {
  return JSON.parse(await readFile(list, "utf8")) as Hashes; // written by `freezeMigrations` only
}

/** Of the migrations that lie here now. */
export async function hashMigrations(): Promise<Hashes> {
  const hashes: Record<string, string> = {};
  for (const store of ["clickhouse", "postgres"]) {
    const files = (await readdir(new URL(`${store}/`, sql)))
      .filter((file) => /^\d{4}-.*\.sql$/.test(file))
      .sort();
    for (const file of files) {
      const bytes = await readFile(new URL(`${store}/${file}`, sql));
      hashes[`${store}/${file}`] = createHash("sha256").update(bytes).digest("hex");
    }
  }
  return hashes;
}

/** From now on they are never edited. One that landed before stays as it is in the list, and its test says so when it was edited. */
export async function freezeMigrations(): Promise<void> {
  const landed = await readLandedHashes().catch(() => ({}));
  await writeFile(list, `${JSON.stringify({ ...(await hashMigrations()), ...landed }, null, 2)}\n`);
}
