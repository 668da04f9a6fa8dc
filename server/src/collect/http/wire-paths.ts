import type { Door } from "../parse-body.ts";

const words: Readonly<Record<string, Door>> = {
  identify: "identify",
  track: "track",
  page: "page",
  screen: "screen",
  group: "group",
  alias: "alias",
  batch: "batch",
  import: "batch",
  i: "identify",
  t: "track",
  p: "page",
  s: "screen",
  g: "group",
  a: "alias",
  b: "batch",
};

/** Before the word: as documented, without the version, with the version or the batch path given twice. Customers end up with all of them. */
const prefixes = ["/v1", "", "/v1/v1", "/v1/batch", "/batch"] as const;

export const eventPaths: ReadonlyMap<string, Door> = new Map<string, Door>([
  ...prefixes.flatMap((prefix) =>
    Object.entries(words).map(([word, door]): [string, Door] => [`${prefix}/${word}`, door]),
  ),
  ["/beacon/v1/batch", "batch"],
]);

/** What SDKs report about themselves: answered, not kept. */
export const ignoredPaths: readonly string[] = [
  ...prefixes.map((prefix) => `${prefix}/m`),
  "/rsaMetrics",
  "/v1/rsaMetrics",
];

export const settingsPaths: readonly string[] = [
  "/v1/projects/:key/settings",
  "/projects/:key/settings",
  "/v1/projects/projects/:key/settings",
  "/v1/v1/projects/:key/settings",
];

export const sourceConfigPaths: readonly string[] = ["/sourceConfig/", "/sourceConfig"];
