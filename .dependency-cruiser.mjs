/** The customer loop, in order. A stage may import stages to its left, through their index.ts. */
const loop = [
  "govern",
  "collect",
  "profile",
  "segment",
  "foresee",
  "offer",
  "decide",
  "act",
  "measure",
  "plan",
];
const stage = `(?:${loop.join("|")})`;
/** Adapters lie in the stage or in a part of it: `govern/http/`, `govern/keys/http/`. Nested repeats are refused. */
const part = ".*/";
const adapters = "(?:postgres|clickhouse|http|jobs)";
/** Node modules that reach nothing outside the program. */
const pureNode = "^(?:node:)?(?:crypto|assert)$";
const clients = "(?:browser|console|cli|simulator)";
const testCode = ["\\.test\\.tsx?$", "/testing/", "^bench/", "^tests/"];
const core = {
  path: `^server/src/${stage}/`,
  pathNot: [`^server/src/${stage}${part}(?:${adapters}|testing)/`, "\\.test\\.ts$"],
};

const rule = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

const stageRules = [
  rule(
    "front-door",
    "Another stage is reached through its index.ts.",
    { path: `^server/src/(${stage})/`, pathNot: testCode },
    { path: `^server/src/${stage}/`, pathNot: ["^server/src/$1/", `^server/src/${stage}/index\\.ts$`] },
  ),
  rule(
    "front-door-for-stream",
    "The stream writes every stage's tables in one transaction: it may use their store adapters, nothing else behind the door.",
    { path: "^server/src/stream/" },
    {
      path: `^server/src/${stage}/`,
      pathNot: [`^server/src/${stage}/index\\.ts$`, "/postgres/", "/clickhouse/", "/testing/"],
    },
  ),
  rule(
    "front-door-for-tests",
    "Tests reach another stage through its index.ts or its testing folder.",
    { path: `^server/src/(${stage})/.*(?:\\.test\\.ts$|testing/)` },
    {
      path: `^server/src/${stage}/`,
      pathNot: ["^server/src/$1/", `^server/src/${stage}/(?:index\\.ts$|testing/)`],
    },
  ),
  ...loop
    .slice(0, -1)
    .map((name, at) =>
      rule(
        `loop-order-${name}`,
        "Feedback flows as events or through a port the earlier stage owns.",
        { path: `^server/src/${name}/` },
        { path: `^server/src/(?:${loop.slice(at + 1).join("|")})/` },
      ),
    ),
  rule(
    "stream-above-stages",
    "The stream drives the stages; none of them knows it.",
    { path: `^server/src/${stage}/` },
    { path: "^server/src/stream/" },
  ),
  rule("pure-core", "Rules of the business do no I/O: declare a port instead.", core, {
    path: ["^server/src/platform/", `^server/src/${stage}${part}${adapters}/`],
  }),
  rule(
    "pure-core-no-runtime",
    "Core files import no Node module, and only the schema library from npm.",
    core,
    {
      dependencyTypes: [
        "core",
        "npm",
        "npm-dev",
        "npm-optional",
        "npm-peer",
        "npm-no-pkg",
        "npm-unknown",
        "unknown",
      ],
      pathNot: [pureNode, "(?:^|/)zod(?:/|$)", "^contract/src/index\\.ts$"],
    },
  ),
  rule(
    "adapters-apart",
    "Adapters meet only in compose.ts.",
    { path: `^server/src/(${stage})${part}(${adapters})/`, pathNot: testCode },
    { path: `^server/src/${stage}${part}${adapters}/`, pathNot: `^server/src/$1${part}$2/` },
  ),
  rule(
    "wired-at-the-top",
    "compose.ts and main.ts know everything, and nothing knows them.",
    { path: `^server/src/(?:${stage}|stream)/`, pathNot: testCode },
    { path: "^server/src/(?:compose|main)\\.ts$" },
  ),
];

const foundationRules = [
  rule(
    "platform-is-blind",
    "Platform knows Postgres and HTTP, never shoppers.",
    { path: "^server/src/platform/" },
    { path: `^server/src/(?:${stage}/|stream/|compose\\.ts|main\\.ts)` },
  ),
  rule(
    "kernel-is-bottom",
    "The kernel imports only itself, and of Node what is pure.",
    { path: "^server/src/kernel/", pathNot: testCode },
    { pathNot: ["^server/src/kernel/", pureNode] },
  ),
];

const packageRules = [
  rule(
    "contract-is-bottom",
    "The contract imports nothing of ours.",
    { path: "^contract/" },
    { path: `^(?:server|${clients}|bench|tests)/` },
  ),
  rule(
    "contract-front-door",
    "The contract is reached by its name, @attune/contract.",
    { pathNot: ["^contract/"] },
    { path: "^contract/src/", pathNot: "^contract/src/index\\.ts$" },
  ),
  rule(
    "clients-speak-contract",
    "Clients reach the server over HTTP, not by import.",
    { path: `^(${clients})/` },
    { path: `^(?:server|${clients})/`, pathNot: "^$1/" },
  ),
  rule("server-serves", "The server knows no client.", { path: "^server/" }, { path: `^${clients}/` }),
  rule(
    "no-test-code-in-product",
    "Nothing shipped imports tests, fakes or benches.",
    { pathNot: testCode },
    { path: testCode },
  ),
  rule(
    "benches-apart",
    "Tests do not lean on benches, nor benches on tests.",
    { path: "^(bench|tests)/" },
    { path: "^(?:bench|tests)/", pathNot: "^$1/" },
  ),
];

export default {
  forbidden: [
    rule("no-cycles", "A cycle means two files are one idea; join or split them.", {}, { circular: true }),
    rule(
      "resolvable",
      "An import that leads nowhere is judged by no other rule.",
      {},
      { couldNotResolve: true },
    ),
    ...stageRules,
    ...foundationRules,
    ...packageRules,
  ],
  options: {
    parser: "swc",
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    // Only our own: a package whose code lies in its dist folder must stay visible to the rules.
    exclude: { path: "^(?:console|browser)/dist/" },
    enhancedResolveOptions: {
      conditionNames: ["source", "import", "node", "default", "types"],
      exportsFields: ["exports"],
    },
  },
};
