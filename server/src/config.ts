/** Everything the environment may say. Read once, in main.ts. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataFolder: string;
  readonly postgresUrl: string | undefined;
  readonly clickhouseUrl: string | undefined;
  readonly adminKey: string | undefined;
  readonly writeKey: string | undefined;
  /** What secrets are kept encrypted with and recognition tokens signed; unset, one is made and kept in the data folder. */
  readonly vaultSecret: string | undefined;
  readonly privateHosts: ReadonlySet<string>;
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
    vaultSecret: readVaultSecret(text("ATTUNE_VAULT_SECRET")),
    privateHosts: readHosts(text("ATTUNE_PRIVATE_HOSTS")),
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

function readVaultSecret(text: string | undefined): string | undefined {
  if (text !== undefined && text.length < 32)
    throw new Error("ATTUNE_VAULT_SECRET is at least 32 characters that nobody can guess.");
  return text;
}

/** As they stand in a URL: `hooks.internal`, `10.0.0.7`, `[::1]`. */
function readHosts(text = ""): ReadonlySet<string> {
  const hosts = text
    .split(",")
    .map((host) => host.trim().toLowerCase())
    .filter((host) => host !== "");
  const wrong = hosts.find(
    (host) => !URL.canParse(`http://${host}`) || new URL(`http://${host}`).host !== host,
  );
  if (wrong !== undefined)
    throw new Error(
      `ATTUNE_PRIVATE_HOSTS is host names parted by commas, without ports, and not "${wrong}".`,
    );
  return new Set(hosts);
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
