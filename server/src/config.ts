/** Everything the environment may say. Read once, in main.ts. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataFolder: string;
  readonly postgresUrl: string | undefined;
  readonly clickhouseUrl: string | undefined;
  readonly adminKey: string | undefined;
  readonly writeKey: string | undefined;
  /** pino level: debug, info, warn, error or silent. */
  readonly logLevel: string;
  /** on: real invoices with a simulated layer; real: the invoices only; off: empty. */
  readonly sample: "on" | "real" | "off";
  readonly brand: { readonly name: string; readonly timeZone: string; readonly currency: string };
}

/** @throws Error with a sentence for the operator, naming the variable. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const text = (name: string): string | undefined => env[name]?.trim() || undefined;
  return {
    port: readPort(text("ATTUNE_PORT")),
    host: text("ATTUNE_HOST") ?? "127.0.0.1",
    dataFolder: text("ATTUNE_DATA") ?? "./.attune",
    postgresUrl: text("ATTUNE_POSTGRES_URL"),
    clickhouseUrl: text("ATTUNE_CLICKHOUSE_URL"),
    adminKey: text("ATTUNE_ADMIN_KEY"),
    writeKey: text("ATTUNE_WRITE_KEY"),
    logLevel: text("ATTUNE_LOG") ?? "info",
    sample: readSample(text("ATTUNE_SAMPLE")),
    brand: {
      name: text("ATTUNE_BRAND") ?? "Sample brand",
      timeZone: readTimeZone(text("ATTUNE_TIME_ZONE")),
      currency: readCurrency(text("ATTUNE_CURRENCY")),
    },
  };
}

function readPort(text = "8080"): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`ATTUNE_PORT is a port number from 0 to 65535, not "${text}".`);
  return port;
}

function readSample(text = "on"): Config["sample"] {
  if (text === "on" || text === "real" || text === "off") return text;
  throw new Error(`ATTUNE_SAMPLE is on, real or off, not "${text}".`);
}

function readTimeZone(text = "Europe/London"): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    throw new Error(`ATTUNE_TIME_ZONE is an IANA time zone such as Europe/London, not "${text}".`);
  }
}

function readCurrency(text = "GBP"): string {
  if (!/^[A-Z]{3}$/.test(text))
    throw new Error(`ATTUNE_CURRENCY is an ISO 4217 code such as GBP, not "${text}".`);
  return text;
}
