/** The simulator as a command: writes events as JSON Lines, or streams them into a server. */
import { parseArgs } from "node:util";
import { batches, readBatches, writeEvents } from "./batches.ts";
import type { SimulatedEvent } from "./event.ts";
import { load } from "./load.ts";
import { evenRates, type SimulationOptions } from "./options.ts";
import { type Simulation, simulate } from "./simulate.ts";

const help = `A simulated omnichannel retailer. The same seed and options give the same events.

  node simulator/src/main.ts --out FILE [options]            write JSON Lines (- is the standard output)
  node simulator/src/main.ts --url URL --key KEY [options]   stream into a server

  --seed N            default 1
  --customers N       default 1000
  --visitors N        people who stay anonymous; default a quarter of the customers
  --months N          default 1
  --start DATE        first moment, ISO 8601; default: so that it ends now
  --stores N          default 8
  --products N        default 2000
  --even              nearly alike customers, all there from the start, as benches need
  --acquainted        customers have said who they are before the start
  --introductions     only one identify event a customer
  --limit N           at most this many events
  --truth             only print what is true of each customer, as JSON Lines

  --file FILE         send the events of a file instead
  --rate N            events a second; default as fast as they are taken
  --connections N     default 4
  --batch N           events a request; default 100
  --retries N         tries after 429, 5xx and lost connections; default 10
`;

const { values } = parseArgs({
  options: {
    ...Object.fromEntries(
      [
        "out",
        "url",
        "key",
        "seed",
        "customers",
        "visitors",
        "months",
        "start",
        "stores",
        "products",
        "limit",
        "file",
        "rate",
        "connections",
        "batch",
        "retries",
      ].map((name) => [name, { type: "string" }] as const),
    ),
    even: { type: "boolean" },
    acquainted: { type: "boolean" },
    introductions: { type: "boolean" },
    truth: { type: "boolean" },
    help: { type: "boolean" },
  },
});

function text(name: string): string | undefined {
  const value = Object.entries(values).find(([key]) => key === name)?.[1];
  return typeof value === "string" ? value : undefined;
}

function number(name: string): number | undefined {
  const value = text(name);
  if (value === undefined) return undefined;
  if (!(Number(value) >= 0)) throw new Error(`--${name} is a number, not "${value}".`);
  return Number(value);
}

function simulation(): Simulation {
  const months = number("months") ?? 1;
  const start = text("start");
  const startAt = start === undefined ? Date.now() - months * 30 * 86_400_000 : Date.parse(start);
  const options: SimulationOptions = {
    seed: number("seed") ?? 1,
    customers: number("customers") ?? 1_000,
    visitors: number("visitors") ?? Math.ceil((number("customers") ?? 1_000) / 4),
    months,
    startAt: Math.floor(startAt),
    stores: number("stores") ?? 8,
    products: number("products") ?? 2_000,
    acquainted: values.acquainted === true,
    ...(values.even === true ? { rates: evenRates } : {}),
  };
  return simulate(options);
}

function* limited(events: Iterable<SimulatedEvent>): Generator<SimulatedEvent> {
  let left = number("limit") ?? Number.POSITIVE_INFINITY;
  for (const event of events) {
    if (left-- <= 0) return;
    yield event;
  }
}

function chosenEvents(): Iterable<SimulatedEvent> {
  const played = simulation();
  return limited(values.introductions === true ? played.introductions() : played.events());
}

function printTruth(): void {
  const played = simulation();
  const truth = played.truth();
  const customers = number("customers") ?? 1_000;
  for (let index = 0; index < customers; index++) {
    const { userId } = truth.person(index);
    const line = { userId, ...truth.habits(index), catchment: truth.catchment(index).slice(0, 3) };
    console.log(JSON.stringify({ ...line, taste: truth.taste(index, played.startAt) }));
  }
}

async function stream(url: string): Promise<void> {
  const key = text("key");
  if (key === undefined) throw new Error("--key is the secret or public key of the server.");
  const size = number("batch") ?? 100;
  const file = text("file");
  const rate = number("rate");
  const report = await load({
    url,
    key,
    batches: file === undefined ? batches(chosenEvents(), size) : readBatches(file, size),
    connections: number("connections") ?? 4,
    retries: number("retries") ?? 10,
    ...(rate === undefined ? {} : { eventsPerSecond: rate }),
  });
  console.log(JSON.stringify(report));
  if (report.acknowledged < report.sent) process.exitCode = 1;
}

async function run(): Promise<void> {
  const out = text("out");
  const url = text("url");
  if (values.help === true || (out === undefined && url === undefined && values.truth !== true)) {
    console.log(help);
  } else if (values.truth === true) printTruth();
  else if (out !== undefined) console.error(`${await writeEvents(out, chosenEvents())} events`);
  else if (url !== undefined) await stream(url);
}

await run();
