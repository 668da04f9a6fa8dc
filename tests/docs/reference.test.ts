import { namespaceRule } from "@attune/contract";
import { expect, test } from "vitest";
import { readRefusals } from "../../scripts/read-refusals.ts";
import { isProduct, readSources } from "../../scripts/source-files.ts";
import { rowsOf } from "../../scripts/table.ts";
import { pages, readPage } from "../../scripts/write-docs.ts";
import { readConfig } from "../../server/src/config.ts";

test.each([...pages.keys()])("%s says what the code says", (path) => {
  const standing = readPage(path);

  expect(pages.get(path)?.(standing), "`node scripts/write-docs.ts --write` refreshes it").toBe(standing);
});

test("every refusal has a code that can be read from its sources, and advice", () => {
  const advised = namedIn("docs/reference/refusals.md", 3);

  expect(readRefusals().length).toBeGreaterThan(40);
  expect([...advised].filter(([, advice]) => advice === "").map(([code]) => code)).toEqual([]);
});

test("every ATTUNE_ variable that a source names is documented, and no other", () => {
  const named = readSources(
    ["server", "cli", "simulator", "console/src", "contract", "scripts", "bench", "examples", "tests"],
    [".ts", ".tsx", ".mjs"],
  ).flatMap(({ text }) => text.match(/\bATTUNE_[A-Z_]*[A-Z]\b/g) ?? []);

  expect([...namedIn("docs/reference/configuration.md", 1).keys()].sort()).toEqual(
    [...new Set(named)].sort(),
  );
});

test("the defaults that are documented are those of an empty environment", () => {
  const documented = namedIn("docs/reference/configuration.md", 1);
  const { port, host, dataFolder, logLevel, sample, brand } = readConfig({});
  const actual = {
    ATTUNE_PORT: String(port),
    ATTUNE_HOST: host,
    ATTUNE_DATA: dataFolder,
    ATTUNE_LOG: logLevel,
    ATTUNE_SAMPLE: sample,
    ATTUNE_BRAND: brand.name,
    ATTUNE_TIME_ZONE: brand.timeZone,
    ATTUNE_CURRENCY: brand.currency,
  };

  expect(Object.fromEntries(Object.keys(actual).map((name) => [name, documented.get(name)]))).toEqual(
    Object.fromEntries(Object.entries(actual).map(([name, value]) => [name, `\`${value}\``])),
  );
});

test("only config.ts reads the environment of the running product", () => {
  const others = readSources(["server/src"])
    .filter(isProduct)
    .filter(({ text }) => /process\.env\b/.test(text))
    .map(({ path }) => path)
    .filter((path) => !readers.has(path));

  expect(others).toEqual([]);
});

/** main.ts hands it over; the others start or are child programs, which need a PATH and their orders. */
const readers = new Set([
  "server/src/main.ts",
  "server/src/sample.ts",
  "server/src/platform/engines/clickhouse-child.ts",
  "server/src/platform/engines/clickhouse-engine.ts",
  "server/src/platform/engines/postgres-cluster.ts",
]);

test("every event name that the code gives a meaning is documented, and no other", () => {
  const named = readSources(["server/src", "contract/src"])
    .filter(isProduct)
    .map(({ text }) => text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ""))
    .flatMap((code) => code.match(/(?<=")[A-Z][a-z]+(?: [A-Z][a-z]+)+(?=")/g) ?? []);

  expect(
    [...namedIn("docs/reference/events.md", 1).keys()].filter((name) => name.includes(" ")).sort(),
  ).toEqual([...new Set(named)].sort());
});

test("priorities and limits of namespaces are those of the contract", () => {
  const documented = rowsOf(readPage("docs/reference/identity.md")).flatMap(
    ([name = "", priority, limit = ""]) => {
      const namespace = /^`([^`]+)`$/.exec(name)?.[1];
      return namespace === undefined
        ? []
        : [{ namespace, priority: Number(priority), limit: Number(limit.replace(",", "")) }];
    },
  );

  expect(documented).toHaveLength(6);
  expect(documented).toEqual(
    documented.map(({ namespace }) => ({ namespace, ...namespaceRule(namespace.replace("<type>", "x")) })),
  );
});

test("a decision has a number of its own, and the pages name only files that there are", () => {
  const documents = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs", "server/src"].flatMap(
    (place) =>
      place.endsWith(".md") ? [{ path: place, text: readPage(place) }] : readSources([place], [".md"]),
  );
  const dead = documents.flatMap(({ path, text }) =>
    linksIn(text)
      .filter((link) => readPage(placeOf(path, link)) === "" && !link.endsWith("/"))
      .map((link) => `${path}: ${link}`),
  );
  const numbers = readSources(["docs/decisions"], [".md"]).map(({ path }) =>
    path.split("/").at(-1)?.slice(0, 4),
  );

  expect(dead).toEqual([]);
  expect(new Set(numbers).size).toBe(numbers.length);
});

/** First cell of each row of the page's tables, without its backquotes → the cell in that column. */
function namedIn(path: string, column: number): ReadonlyMap<string, string> {
  return new Map(
    rowsOf(readPage(path)).flatMap((cells) => {
      const name = /^`([^`]+)`$/.exec(cells[0] ?? "")?.[1];
      return name === undefined ? [] : [[name, cells[column] ?? ""] as const];
    }),
  );
}

function linksIn(text: string): readonly string[] {
  return [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, link = ""]) => link);
}

function placeOf(from: string, link: string): string {
  return new URL(link, `file:///${from}`).pathname.slice(1);
}
