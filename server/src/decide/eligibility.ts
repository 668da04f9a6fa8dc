import {
  type Channel,
  type ConsentState,
  consentChannelOf,
  type Law,
  type Purpose,
  purposeNeeds,
} from "@attune/contract";
import type { CustomerView } from "../profile/index.ts";

/** Whether the customer agrees to a use of data on a channel, or does not object, as the purpose needs. */
export function allows(
  consent: (key: string) => ConsentState,
  purpose: Purpose,
  channel: Channel | undefined,
): boolean {
  const needs = purposeNeeds[purpose];
  const state = consent(`${needs.channel ? consentChannelOf(channel) : "any"}.${purpose}`);
  return needs.consent === "granted" ? state === "granted" : state !== "denied" && state !== "withdrawn";
}

/** What is not known counts against it. */
export function isLawful({ minimumAge, countries }: Law, view: CustomerView, nowMs: number): boolean {
  if (minimumAge !== undefined && (ageOf(view, nowMs) ?? 0) < minimumAge) return false;
  return countries === undefined || countries.includes(countryOf(view) ?? "");
}

/** Full years, in days of UTC. */
function ageOf(view: CustomerView, nowMs: number): number | undefined {
  for (const path of ["birthday", "birthDate", "dateOfBirth"]) {
    const value = view.trait(path);
    const [, year, month, day] =
      typeof value === "string" ? (/^(\d{4})-(\d{2})-(\d{2})/.exec(value) ?? []) : [];
    if (year === undefined || month === undefined || day === undefined) continue;
    const now = new Date(nowMs);
    const isBefore = (now.getUTCMonth() + 1) * 100 + now.getUTCDate() < Number(month) * 100 + Number(day);
    return now.getUTCFullYear() - Number(year) - (isBefore ? 1 : 0);
  }
  return undefined;
}

function countryOf(view: CustomerView): string | undefined {
  for (const path of ["address.country", "country"]) {
    const value = view.trait(path);
    if (typeof value === "string" && value.trim() !== "") return value.trim().toUpperCase();
  }
  return undefined;
}
