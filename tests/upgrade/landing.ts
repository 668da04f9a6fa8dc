import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Wire } from "../journeys/shop.ts";

/** What is written beside the data folder of a landing: the first line of `NAME.jsonl`. */
export interface Landing {
  readonly name: string;
  /** When its program was stopped; ISO 8601. The clock of every test begins from here. */
  readonly madeAt: string;
  /** Keys that its data folder knows; they open nothing else. */
  readonly keys: Readonly<Record<KeyName, string>>;
  readonly migrations: Readonly<Record<"postgres" | "clickhouse", readonly string[]>>;
  /** How far each part of the stream had come: what lies between them waits for the next program. */
  readonly positions: { readonly appended: number; readonly folded: number; readonly sunk: number };
  /** Messages it took, as they were sent, by the key they came with. */
  readonly messages: readonly { readonly key: KeyName; readonly events: readonly Wire[] }[];
  readonly imports: readonly { readonly kind: string; readonly rows: readonly Wire[] }[];
  /** Ids; the last was made while ClickHouse was away. */
  readonly decisions: readonly string[];
}

export type KeyName = "site" | "till";

/** A question that the landing's own program answered so: one line each. */
export interface Fact extends Question {
  readonly when: Moment;
  readonly answer: unknown;
}

/** An hour after the landing was stopped; and sixty days. */
export const moments: { readonly soon: number; readonly later: number } = {
  soon: 3_600_000,
  later: 60 * 86_400_000,
};
export type Moment = keyof typeof moments;

export interface Question {
  readonly path: string;
  /** With one it is a POST. */
  readonly body?: Wire;
  /** Only these members of the answer count. */
  readonly only?: readonly string[];
  /** Only these members of each of its items. */
  readonly each?: readonly string[];
}

const here = import.meta.dirname;

export function landingsHere(): readonly string[] {
  return readdirSync(here)
    .filter((file) => file.endsWith(".jsonl"))
    .map((file) => file.slice(0, -".jsonl".length))
    .sort();
}

export function archiveOf(name: string): string {
  return join(here, `${name}.tar.zst`);
}

function recordOf(name: string): string {
  return join(here, `${name}.jsonl`);
}

export function readLanding(name: string): { readonly landing: Landing; readonly facts: readonly Fact[] } {
  const [first = "{}", ...lines] = readFileSync(recordOf(name), "utf8").trimEnd().split("\n");
  // Written by `writeLanding` only.
  return { landing: JSON.parse(first) as Landing, facts: lines.map((line) => JSON.parse(line) as Fact) };
}

export function writeLanding(landing: Landing, facts: readonly Fact[]): void {
  const lines = [landing, ...facts].map((one) => JSON.stringify(one));
  writeFileSync(recordOf(landing.name), `${lines.join("\n")}\n`);
}
