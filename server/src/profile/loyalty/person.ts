import { type AccountType, accountTypes, type Json } from "@attune/contract";
import { type Day, type LocalDays, parseDay } from "../../kernel/local-date.ts";
import type { CustomerView } from "../profile-state.ts";
import { type Catchments, type Place, placeOf } from "./catchment.ts";
import type { LoyalPerson } from "./measure.ts";

/** What loyalty reads of a customer's traits and leaves. */
export function personOf(view: CustomerView, days: LocalDays, catchments: Catchments): LoyalPerson {
  const { engaged, firstAt, joined } = seenOf(view);
  const store = textOf(view, ["joinedStore", "joined_store"]) ?? joined?.[1] ?? null;
  return {
    accountType: accountTypeOf(view),
    joinedOn: joinedOn(view, days) ?? (joined === undefined ? null : days.dayOf(joined[0])),
    firstSeenOn: firstAt === undefined ? null : days.dayOf(firstAt),
    engagedOn: Object.fromEntries([...engaged].map(([channel, at]) => [channel, days.dayOf(at)])),
    joinedStore: store,
    catchment: catchments.storeOf(homeOf(view)),
  };
}

interface Seen {
  readonly engaged: ReadonlyMap<string, number>;
  readonly firstAt: number | undefined;
  readonly joined: readonly [at: number, store: string | null] | undefined;
}

function seenOf(view: CustomerView): Seen {
  const engaged = new Map<string, number>();
  let firstAt: number | undefined;
  let joined: Seen["joined"];
  for (const leaf of view.leaves) {
    if (leaf.events > 0) firstAt = Math.min(firstAt ?? leaf.firstAt, leaf.firstAt);
    for (const [channel, at] of Object.entries(leaf.engaged ?? {}))
      engaged.set(channel, Math.max(engaged.get(channel) ?? 0, at));
    if (leaf.joined !== undefined && (joined === undefined || leaf.joined[0] < joined[0]))
      joined = leaf.joined;
  }
  return { engaged, firstAt, joined };
}

function accountTypeOf(view: CustomerView): AccountType {
  const stated = textOf(view, ["accountType", "account_type"])?.toLowerCase();
  return accountTypes.find((type) => type === stated) ?? "consumer";
}

function joinedOn(view: CustomerView, days: LocalDays): Day | undefined {
  for (const path of ["joinedDate", "joined_date", "joinedAt", "joined_at", "createdAt", "created_at"]) {
    const day = dayOf(view.trait(path), days);
    if (day !== undefined) return day;
  }
  return undefined;
}

/** A date as it stands; a moment as the brand's date of it. Numbers are epoch seconds or milliseconds. */
function dayOf(value: Json | undefined, days: LocalDays): Day | undefined {
  if (typeof value === "number") return days.dayOf(value < 100_000_000_000 ? value * 1_000 : value);
  if (typeof value !== "string") return undefined;
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return parseDay(value);
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : days.dayOf(at);
}

/** Where a customer lives, as far as they say. */
function homeOf(view: CustomerView): Place | undefined {
  return placeOf(numberOf(view, latitudes), numberOf(view, longitudes));
}

const latitudes = ["address.latitude", "address.lat", "latitude", "location.latitude"];
const longitudes = ["address.longitude", "address.lng", "longitude", "location.longitude"];

/** The delivery area: country and postcode, else country and town, as people write them; for comparing only. */
export function deliveryAreaOf(view: CustomerView): string | undefined {
  const country = textOf(view, ["address.country"]) ?? "";
  const postcode = textOf(view, [
    "address.postalCode",
    "address.postal_code",
    "address.postcode",
    "address.zip",
  ]);
  const town = textOf(view, ["address.city", "address.town"]);
  const area = postcode ?? town;
  return area === undefined
    ? undefined
    : `${country} ${area}`
        .toLowerCase()
        .replaceAll(/[\s-]+/g, " ")
        .trim();
}

function textOf(view: CustomerView, paths: readonly string[]): string | undefined {
  for (const path of paths) {
    const value = view.trait(path);
    if (typeof value === "string" && value.trim() !== "") return value.trim();
  }
  return undefined;
}

function numberOf(view: CustomerView, paths: readonly string[]): number | undefined {
  for (const path of paths) {
    const value = view.trait(path);
    const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    if (typeof number === "number" && Number.isFinite(number)) return number;
  }
  return undefined;
}
