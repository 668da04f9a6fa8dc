import {
  type BucketCondition,
  dimensionBands,
  dimensionNames,
  type Json,
  type LoyaltyCondition,
  type NearCondition,
  type OccasionCondition,
  type PreferenceCondition,
  type RfmCondition,
  type Scalar,
  type StageCondition,
} from "@attune/contract";
import { calendarOf } from "../../kernel/calendar.ts";
import type { Point } from "../brand-world.ts";
import { calendarDay, compares, isAnniversary, type NaiveMoment } from "./naive-comparison.ts";
import { isHoliday } from "./naive-holidays.ts";

type Traits = Readonly<Record<string, Json>>;

/** What is computed of a customer's shopping, as plain values. */
export interface NaiveLoyalty {
  readonly values: Readonly<Record<string, number | null>>;
  readonly bands: Readonly<Record<string, string>>;
  readonly rfm: { readonly r: number; readonly f: number; readonly m: number } | null;
  readonly rfmGroup: string;
  readonly stage: string;
  readonly subStage: string;
  readonly stageSince: number;
  readonly atRisk: boolean;
  readonly returned: boolean;
  readonly regularStores: readonly string[];
  readonly joinedStore: string | null;
  readonly catchment: string | null;
}

export const noShopping: NaiveLoyalty = {
  values: {
    shopCountAll: 0,
    shopCount12m: 0,
    categoryBreadth12m: 0,
    activeMonths12m: 0,
    channelMix: 0,
    channelBreadth12m: 0,
  },
  bands: Object.fromEntries(dimensionNames.map((name) => [name, dimensionBands[name][0]?.[0] ?? ""])),
  rfm: null,
  rfmGroup: "PROSPECTS",
  stage: "acquire",
  subStage: "newLead",
  stageSince: 0,
  atRisk: false,
  returned: false,
  regularStores: [],
  joinedStore: null,
  catchment: null,
};

export function judgeBucket({ bucket, from = 0, until }: BucketCondition, profileId: number): boolean {
  const place = Number(fnv(String(fnv(`${bucket}prf_${profileId.toString(36)}`))) % 10_000n) / 10_000;
  return place >= from && place < until;
}

function fnv(text: string): bigint {
  const units = Array.from({ length: text.length }, (_, at) => BigInt(text.charCodeAt(at)));
  return units.reduce((hash, unit) => ((hash ^ unit) * 16_777_619n) % 2n ** 32n, 2_166_136_261n);
}

export function judgePreference(
  { preference, likes, dislikes, stated }: PreferenceCondition,
  traits: Traits,
): boolean {
  const [liked, disliked] = ["likes", "dislikes"].map((name) =>
    known(traits[`preferences.${preference}.${name}`]),
  );
  const names = (value: Json | undefined, wanted: Scalar): boolean =>
    (Array.isArray(value) ? (value as Json[]) : [value]).some((one) => compares({ is: wanted }, one));
  return (
    (likes === undefined || names(liked, likes)) &&
    (dislikes === undefined || names(disliked, dislikes)) &&
    (stated === undefined || stated === (liked !== undefined || disliked !== undefined))
  );
}

/** By the angle between two arrows from the middle of the earth. */
export function judgeNear(
  { near, km, of = "address" }: NearCondition,
  traits: Traits,
  stores: ReadonlyMap<string, Point>,
): boolean {
  const first = (...names: string[]): Json | undefined =>
    names.map((name) => known(traits[`${of}.${name}`])).find((value) => value !== undefined);
  const [latitude, longitude] = [first("latitude", "lat"), first("longitude", "lon", "lng")];
  const target = near.store === undefined ? near : stores.get(near.store);
  if (target === undefined || typeof latitude !== "number" || typeof longitude !== "number") return false;
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return false;
  const [a, b] = [arrow({ latitude, longitude }), arrow(target)];
  const [ax = 0, ay = 0, az = 0] = a;
  const [bx = 0, by = 0, bz = 0] = b;
  const cross = Math.hypot(ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx);
  return 6_371.0088 * Math.atan2(cross, ax * bx + ay * by + az * bz) <= km;
}

function arrow({ latitude, longitude }: Point): readonly number[] {
  const [north, east] = [latitude, longitude].map((degrees) => (degrees / 180) * Math.PI) as [number, number]; // two
  return [Math.cos(north) * Math.cos(east), Math.cos(north) * Math.sin(east), Math.sin(north)];
}

/** Looks at each day around today. */
export function judgeOccasion(
  { occasion, region, before, after }: OccasionCondition,
  traits: Traits,
  { nowMs, timeZone }: NaiveMoment,
): boolean {
  const days = (text: string | undefined): number =>
    text === undefined ? 0 : Number.parseInt(text, 10) * (text.endsWith("w") ? 7 : 1);
  const today = calendarOf(timeZone).dayOf(nowMs);
  const from = today - days(after);
  const around = Array.from({ length: days(after) + days(before) + 1 }, (_, at) => from + at);
  const first = (...names: string[]): Json | undefined =>
    names.map((name) => known(traits[name])).find((value) => value !== undefined);
  if (occasion === "birthday" || occasion === "joiningDay") {
    const told =
      occasion === "birthday"
        ? first("birthday", "birthDate", "dateOfBirth")
        : first("joinedAt", "createdAt");
    const born = calendarDay(told, timeZone);
    return born !== undefined && around.some((day) => isAnniversary(born, day));
  }
  const country = first("address.country", "country");
  const where =
    typeof country === "string" && /^[a-z]{2}$/i.test(country) ? country.toUpperCase() : undefined;
  return around.some((day) => isHoliday(occasion, region ?? where, day));
}

export function judgeLoyalty(condition: LoyaltyCondition, of: NaiveLoyalty, moment: NaiveMoment): boolean {
  if ("dimension" in condition) {
    const { dimension, ...comparison } = condition;
    return compares(comparison, of.values[dimension]);
  }
  if ("band" in condition) return condition.in.includes(of.bands[condition.band] ?? "");
  if ("rfm" in condition) return judgeRfm(condition.rfm, of);
  if ("stage" in condition) return judgeStage(condition, of, moment);
  if ("regularStore" in condition) return of.regularStores.includes(condition.regularStore);
  if ("joinedStore" in condition) return of.joinedStore === condition.joinedStore;
  return of.catchment === condition.catchment;
}

function judgeRfm({ group, r = {}, f = {}, m = {} }: RfmCondition["rfm"], of: NaiveLoyalty): boolean {
  const names: readonly string[] = group ?? [of.rfmGroup];
  return (
    names.includes(of.rfmGroup) && compares(r, of.rfm?.r) && compares(f, of.rfm?.f) && compares(m, of.rfm?.m)
  );
}

function judgeStage(condition: StageCondition, of: NaiveLoyalty, moment: NaiveMoment): boolean {
  const since = new Date(of.stageSince).toISOString();
  const { enteredWithin, forAtLeast, sub, atRisk, returned } = condition;
  const isIt =
    of.stage === condition.stage &&
    (sub ?? of.subStage) === of.subStage &&
    (atRisk ?? of.atRisk) === of.atRisk &&
    (returned ?? of.returned) === of.returned;
  const isLately = (span: string): boolean => compares({ withinLast: span }, since, moment);
  return (
    isIt &&
    (enteredWithin === undefined || isLately(enteredWithin)) &&
    !(forAtLeast !== undefined && isLately(forAtLeast))
  );
}

function known(value: Json | undefined): Json | undefined {
  return value === null ? undefined : value;
}
