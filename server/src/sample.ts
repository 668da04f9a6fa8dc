import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Keys } from "./govern/index.ts";
import type { Database } from "./platform/postgres/database.ts";

/** How far the sample brand is loaded. */
export type SampleState = "off" | "loading" | "loaded";

export interface SampleParts {
  readonly database: Database;
  readonly keys: Keys;
  readonly brandId: number;
  readonly url: string;
  readonly layer: "on" | "real";
  readonly say: (line: string) => void;
}

const loader = new URL("../../examples/sample-brand/load.ts", import.meta.url);
const definitions = new URL("../../examples/sample-brand/definitions/", import.meta.url);

export async function readSampleState(database: Database, brandId: number): Promise<SampleState> {
  const [row] = await database.query<{ value: SampleState }>(
    "select value from setting where brand_id = $1 and key = 'sample'",
    [brandId],
  );
  return row?.value ?? "off";
}

/**
 * Loads the sample brand through the product's own import door, as a client of it. What was loaded before changes nothing, so a
 * load that was cut short goes on at the next start. Definitions that came with a newer program are installed at its first start; those
 * that somebody has changed stay as they are. Its key works only meanwhile.
 */
export class SampleLoad {
  readonly #parts: SampleParts;
  #child: ChildProcess | undefined;

  constructor(parts: SampleParts) {
    this.#parts = parts;
  }

  /** True when it is loaded now, false when it was cut short. */
  async run(): Promise<boolean> {
    const { database, keys, brandId } = this.#parts;
    const isLoaded = (await readSampleState(database, brandId)) === "loaded";
    const shipped = digestOfDefinitions();
    if (isLoaded && (await this.#installed()) === shipped) return true;
    if (!isLoaded) await this.#note("sample", "loading");
    const key = await keys.create(brandId, "secret", "default", "sample");
    try {
      const code = await this.#load(key.text, isLoaded);
      if (code !== 0) return false;
      await this.#note("sampleDefinitions", shipped);
      await this.#note("sample", "loaded");
      return true;
    } finally {
      await keys.revoke(brandId, key.keyId, "sample").catch(() => undefined); // the store may be going down with us
    }
  }

  stop(): void {
    this.#child?.kill("SIGTERM");
  }

  async #installed(): Promise<string | undefined> {
    const { database, brandId } = this.#parts;
    const [row] = await database.query<{ value: string }>(
      "select value from setting where brand_id = $1 and key = 'sampleDefinitions'",
      [brandId],
    );
    return row?.value;
  }

  #load(key: string, onlyDefinitions: boolean): Promise<number | null> {
    const { url, layer, say } = this.#parts;
    const wanted = [...(layer === "real" ? ["--real"] : []), ...(onlyDefinitions ? ["--definitions"] : [])];
    const child = spawn(process.execPath, ["--no-warnings", fileURLToPath(loader), "--url", url, ...wanted], {
      env: { ...process.env, ATTUNE_KEY: key },
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.#child = child;
    createInterface({ input: child.stdout }).on("line", (line) => say(`  ${line}`));
    return new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", resolve);
    });
  }

  async #note(key: "sample" | "sampleDefinitions", value: string): Promise<void> {
    await this.#parts.database.query(
      "insert into setting (brand_id, key, value) values ($1, $2, to_jsonb($3::text)) on conflict (brand_id, key) do update set value = excluded.value",
      [this.#parts.brandId, key, value],
    );
  }
}

function digestOfDefinitions(): string {
  const hash = createHash("sha256");
  for (const name of readdirSync(definitions, { recursive: true, encoding: "utf8" }).sort())
    if (name.endsWith(".yaml")) hash.update(name).update(readFileSync(new URL(name, definitions)));
  return hash.digest("hex");
}
