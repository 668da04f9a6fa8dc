import { type ChildProcess, spawn } from "node:child_process";
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

export async function readSampleState(database: Database, brandId: number): Promise<SampleState> {
  const [row] = await database.query<{ value: SampleState }>(
    "select value from setting where brand_id = $1 and key = 'sample'",
    [brandId],
  );
  return row?.value ?? "off";
}

/**
 * Loads the sample brand through the product's own import door, as a client of it. What was loaded before changes nothing, so a
 * load that was cut short goes on at the next start. Its key works only meanwhile.
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
    if ((await readSampleState(database, brandId)) === "loaded") return true;
    await this.#note("loading");
    const key = await keys.create(brandId, "secret", "default", "sample");
    try {
      const code = await this.#load(key.text);
      if (code === 0) await this.#note("loaded");
      return code === 0;
    } finally {
      await keys.revoke(brandId, key.keyId, "sample").catch(() => undefined); // the store may be going down with us
    }
  }

  stop(): void {
    this.#child?.kill("SIGTERM");
  }

  #load(key: string): Promise<number | null> {
    const { url, layer, say } = this.#parts;
    const child = spawn(
      process.execPath,
      ["--no-warnings", fileURLToPath(loader), "--url", url, ...(layer === "real" ? ["--real"] : [])],
      {
        env: { ...process.env, ATTUNE_KEY: key },
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    this.#child = child;
    createInterface({ input: child.stdout }).on("line", (line) => say(`  ${line}`));
    return new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", resolve);
    });
  }

  async #note(state: SampleState): Promise<void> {
    await this.#parts.database.query(
      "insert into setting (brand_id, key, value) values ($1, 'sample', to_jsonb($2::text)) on conflict (brand_id, key) do update set value = excluded.value",
      [this.#parts.brandId, state],
    );
  }
}
