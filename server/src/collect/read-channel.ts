import { type Channel, channels } from "@attune/contract";

type Part = Readonly<Record<string, unknown>>;

const known: ReadonlySet<unknown> = new Set(channels);
const mobileLibrary =
  /^(?:analytics-(?:swift|kotlin|react-native|ios|android|flutter)|rudder-(?:ios|android)|com\.rudderstack\.)/i;

/**
 * Where it took place: what the event says outright, else a store it names, else the app its library or device belongs to,
 * else the channel of its source.
 */
export function readChannel(
  event: Part,
  name: string,
  properties: Part,
  context: Part,
  sourceChannel: Channel,
): Channel {
  const stated = [properties["channel"], context["channel"], event["channel"]].find(isChannel);
  if (stated !== undefined) return stated;
  if (isGiven(properties["store_id"]) || isGiven(properties["location_id"]) || name.startsWith("Store "))
    return "store";
  return isFromApp(context) ? "app" : sourceChannel;
}

function isChannel(value: unknown): value is Channel {
  return known.has(value);
}

function isGiven(value: unknown): boolean {
  return (typeof value === "string" && value !== "") || typeof value === "number";
}

function isFromApp(context: Part): boolean {
  const library = memberOf(context["library"], "name");
  if (typeof library === "string" && mobileLibrary.test(library)) return true;
  const device = memberOf(context["device"], "type");
  return typeof device === "string" && /^(?:ios|android)$/i.test(device);
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Part)[key] : undefined;
}
