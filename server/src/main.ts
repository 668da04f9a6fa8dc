import { type Config, readConfig } from "./config.ts";
import { type RunningProgram, startProgram } from "./program.ts";
import { SampleLoad } from "./sample.ts";

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

function greet({ url, firstKeys }: RunningProgram, config: Config, startedAt: number): void {
  say(`Attune is ready at ${url} after ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`);
  if (firstKeys.adminKey !== undefined && config.adminKey === undefined)
    say(`  Secret key, shown only now: ${firstKeys.adminKey}`);
  if (firstKeys.writeKey !== undefined && config.writeKey === undefined)
    say(`  Public key, shown only now: ${firstKeys.writeKey}`);
}

function suggest({ url, firstKeys }: RunningProgram, config: Config): void {
  const secret = config.adminKey === undefined ? (firstKeys.adminKey ?? "SECRET_KEY") : "$ATTUNE_ADMIN_KEY";
  const open = config.writeKey === undefined ? (firstKeys.writeKey ?? "PUBLIC_KEY") : "$ATTUNE_WRITE_KEY";
  say("Three things to try:");
  say(`  1. Open ${url} and sign in with the secret key.`);
  say(
    `  2. curl -u ${open}: ${url}/v1/track -d '{"userId":"me","event":"Product Viewed","properties":{"product_id":"85123A"}}'`,
  );
  say(`  3. curl -H "Authorization: Bearer ${secret}" ${url}/api/profiles/userId:me`);
}

try {
  const startedAt = performance.now();
  const config = readConfig(process.env);
  const running = await startProgram(config, say);
  greet(running, config, startedAt);
  const parts = { database: running.database, keys: running.program.keys, brandId: 1, url: running.url, say };
  const sample = config.sample === "off" ? undefined : new SampleLoad({ ...parts, layer: config.sample });
  stopOnSignal(running, sample);
  if (sample !== undefined && !(await sample.run()))
    say("The sample brand is not loaded whole; the next start goes on with it.");
  suggest(running, config);
} catch (error) {
  fail(error);
}
