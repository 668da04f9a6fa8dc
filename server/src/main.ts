import { enableCompileCache, flushCompileCache } from "node:module";
import { fileURLToPath } from "node:url";
import { type Config, readConfig } from "./config.ts";
import { Door } from "./platform/http/door.ts";
import { giveBackAtRest } from "./platform/memory/give-back.ts";
import { firstBrandId } from "./platform/postgres/first-brand.ts";
import type { RunningProgram } from "./program.ts";
import type { SampleLoad } from "./sample.ts";

/** What Node made of the sources, for the next start. In the packages, as who may write there may change the program anyway; who may not has none. */
const compiled = fileURLToPath(new URL("../../node_modules/.cache/attune/compiled", import.meta.url));

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Ctrl-C and SIGTERM end everything in order; a second signal changes nothing. */
function stopOnSignal(running: RunningProgram, sample: SampleLoad | undefined): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    say("Stopping …");
    sample?.stop();
    running.stop().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}

function fail(error: unknown): never {
  process.stderr.write(`Attune stopped: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

function greet(
  { firstKeys, ownerInvitation }: RunningProgram,
  config: Config,
  url: string,
  startedAt: number,
): void {
  say(`Attune is ready at ${url} after ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`);
  if (firstKeys.adminKey !== undefined && config.adminKey === undefined)
    say(`  Secret key, shown only now: ${firstKeys.adminKey}`);
  if (firstKeys.writeKey !== undefined && config.writeKey === undefined)
    say(`  Public key, shown only now: ${firstKeys.writeKey}`);
  if (ownerInvitation !== undefined)
    say(`  The owner chooses a password (user name: owner), shown only now: ${url}/join#${ownerInvitation}`);
}

function suggest({ firstKeys, ownerInvitation }: RunningProgram, config: Config, url: string): void {
  const secret = config.adminKey === undefined ? (firstKeys.adminKey ?? "SECRET_KEY") : "$ATTUNE_ADMIN_KEY";
  const open = config.writeKey === undefined ? (firstKeys.writeKey ?? "PUBLIC_KEY") : "$ATTUNE_WRITE_KEY";
  say("Three things to try:");
  say(
    ownerInvitation === undefined
      ? `  1. Open ${url} and sign in.`
      : `  1. Open ${url}/join#${ownerInvitation} and choose the owner's password; or ${url} with the secret key.`,
  );
  say(
    `  2. curl -u ${open}: ${url}/v1/track -d '{"userId":"me","event":"Product Viewed","properties":{"product_id":"85123A"}}'`,
  );
  say(`  3. curl -H "Authorization: Bearer ${secret}" ${url}/api/profiles/userId:me`);
}

function urlOf(host: string, port: number): string {
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** The door first, then the stores, which start while the program is loaded: nobody is refused meanwhile. */
async function start(config: Config, door: Door): Promise<RunningProgram> {
  say("Starting the stores …");
  const { startStores } = await import("./start-stores.ts");
  const { promise: spawned, resolve: onSpawned } = Promise.withResolvers<void>();
  const stores = startStores(config, onSpawned);
  // Loading the program keeps this thread for itself: first let the stores begin.
  await Promise.race([spawned, stores]);
  const [{ startProgram }, { engines, logger }] = await Promise.all([import("./program.ts"), stores]);
  return startProgram(config, { door, engines, logger }, say);
}

try {
  const startedAt = performance.now();
  const config = readConfig(process.env);
  enableCompileCache(compiled);
  // Threads and the ClickHouse child look here.
  process.env["NODE_COMPILE_CACHE"] ??= compiled;
  const door = new Door();
  const port = await door.listen(config.port, config.host, () =>
    say(`Port ${config.port} is taken, perhaps by a program that is stopping; waiting for it …`),
  );
  const url = urlOf(config.host, port);
  const running = await start(config, door);
  greet(running, config, url, startedAt);
  const { SampleLoad } = await import("./sample.ts");
  const { keys, brand } = running.program;
  const parts = { database: running.database, keys, brandId: brand.brandId, url, say };
  const isWanted = config.sample !== "off" && brand.brandId === firstBrandId; // a brand that was begun since is somebody's own
  const sample = isWanted ? new SampleLoad({ ...parts, layer: config.sample }) : undefined;
  stopOnSignal(running, sample);
  giveBackAtRest();
  flushCompileCache();
  if (sample !== undefined && !(await sample.run()))
    say("The sample brand is not loaded whole; the next start goes on with it.");
  suggest(running, config, url);
} catch (error) {
  fail(error);
}
