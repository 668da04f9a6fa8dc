import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Keys, KnownKey } from "../../govern/index.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { refusals } from "../refusals.ts";
import type { LibraryFiles } from "./library-files.ts";
import { settingsPaths, sourceConfigPaths } from "./wire-paths.ts";

export interface SettingsPorts {
  readonly keys: Pick<Keys, "find">;
  /** The key of a request: in its headers, its query, or the one its body gives. @throws Refusal 401 */
  readonly findKey: (request: FastifyRequest, bodyKey: unknown) => Promise<KnownKey>;
  readonly library: LibraryFiles;
}

/** What browser and mobile SDKs ask for before they send anything. */
export function registerSettingsRoutes(scope: FastifyInstance, ports: SettingsPorts): void {
  for (const path of settingsPaths) {
    scope.get<{ Params: { key: string } }>(path, (request, reply) => answerSettings(ports, request, reply));
  }
  for (const path of sourceConfigPaths) scope.get(path, (request) => answerSourceConfig(ports, request));
  for (const name of ["analytics.min.js", "analytics.js"]) {
    scope.get(`/analytics.js/v1/:key/${name}`, (_request, reply) =>
      sendLibrary(ports, "standalone.js", reply),
    );
  }
  scope.get<{ Params: { file: string } }>("/analytics-next/bundles/:file", (request, reply) =>
    sendLibrary(ports, request.params.file, reply),
  );
}

type SettingsRequest = FastifyRequest<{ Params: { key: string } }>;

/** Without `Segment.io` in it the browser SDK loads and never sends anything; without a sample rate it posts its own metrics. */
async function answerSettings(
  ports: SettingsPorts,
  request: SettingsRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const { key } = request.params;
  if ((await ports.keys.find(key))?.kind !== "public") throw unknownKey();
  const own = {
    apiKey: key,
    ...addressOf(request),
    versionSettings: { version: "4.4.7", componentTypes: ["browser"] },
  };
  const anyEvent = { __default: { enabled: true, integrations: {} } };
  reply.header("Cache-Control", "public, max-age=300");
  return {
    integrations: { "Segment.io": own },
    plan: { track: anyEvent, identify: anyEvent, group: anyEvent },
    metrics: { sampleRate: 0 },
    analyticsNextEnabled: true,
    edgeFunction: {},
    enabledMiddleware: {},
    middlewareSettings: {},
    legacyVideoPluginsEnabled: false,
    remotePlugins: [],
  };
}

/** Where the events go: here, so that a page needs to name this server once. The SDK's own options still win. */
function addressOf(request: FastifyRequest): object {
  if (!/^[\w.-]+(?::\d+)?$|^\[[0-9a-f:.]+\](?::\d+)?$/i.test(request.host)) return {};
  const isSecure = request.protocol === "https" || request.headers["x-forwarded-proto"] === "https";
  return { apiHost: `${request.host}/v1`, protocol: isSecure ? "https" : "http" };
}

async function answerSourceConfig(ports: SettingsPorts, request: FastifyRequest): Promise<unknown> {
  const { kind, source } = await ports.findKey(request, undefined);
  if (kind !== "public") throw unknownKey();
  const { writeKey } = request.query as { readonly writeKey?: unknown };
  const silent = { enabled: false };
  return {
    source: {
      id: `source-${source.sourceId}`,
      name: source.key,
      ...(typeof writeKey === "string" ? { writeKey } : {}),
      workspaceId: "attune",
      enabled: true,
      config: { statsCollection: { errors: silent, metrics: silent } },
      connections: [],
      destinations: [],
    },
  };
}

/** 404, as for any address that is not there: the SDK then says so when it loads, instead of losing events later. */
function unknownKey(): Refusal {
  return new Refusal("key.unknown", 404, "The write key is not known, was revoked, or is not a public one.");
}

async function sendLibrary(ports: SettingsPorts, name: string, reply: FastifyReply): Promise<unknown> {
  const file = await ports.library.read(name);
  if (file === undefined) throw refusals.noLibrary();
  const cache = name === "standalone.js" ? "public, max-age=300" : "public, max-age=31536000, immutable";
  return reply
    .header("Content-Type", "text/javascript; charset=utf-8")
    .header("Cache-Control", cache)
    .send(file);
}
