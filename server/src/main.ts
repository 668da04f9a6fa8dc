import { readConfig } from "./config.ts";
import { startProgram } from "./program.ts";

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

try {
  const startedAt = performance.now();
  const config = readConfig(process.env);
  const running = await startProgram(config, say);
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    say("Stopping …");
    running.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  say(`Attune is ready at ${running.url} after ${Math.round(performance.now() - startedAt)} ms.`);
} catch (error) {
  process.stderr.write(`Attune cannot start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
