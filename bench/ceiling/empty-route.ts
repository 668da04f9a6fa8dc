import { fork } from "node:child_process";
import { join } from "node:path";
import { endLater } from "../ending.ts";
import { type RequestOrder, sendRequests } from "../load/start-requests.ts";
import { say } from "../report.ts";

/**
 * The least that any answer over HTTP costs here: the same requests, read and thrown away, and an answer of the same length that stands ready.
 * `node:http` alone; Fastify with the same route was slower.
 */
export async function measureEmptyRoute(
  order: Omit<RequestOrder, "url" | "perSecond">,
  answerBytes: number,
): Promise<number> {
  const child = fork(join(import.meta.dirname, "serve-empty-route.ts"), [String(Math.round(answerBytes))], {
    execArgv: ["--no-warnings"],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const stop = endLater(() => {
    child.kill("SIGKILL");
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.once("message", (message) => resolve(Number(message)));
    child.once("error", reject);
    child.once("exit", () => reject(new Error("The empty route ended.")));
  });
  const report = await sendRequests({ ...order, url: `http://127.0.0.1:${port}` });
  await stop();
  const perSecond = report.requests / report.seconds;
  say(`Empty route: ${Math.round(perSecond)} answers of ${Math.round(report.answerBytes)} bytes a second.`);
  return perSecond;
}
