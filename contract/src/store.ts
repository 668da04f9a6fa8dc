import { z } from "zod";
import { flag, keyText, lineText, plainNumber, withoutNulls } from "./import-fields.ts";

/** When a store is open on a day of the week, in its own time zone: `from` included, `until` not. */
export interface OpenHours {
  readonly from: string;
  readonly until: string;
}

export const weekdays = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;
export type Weekday = (typeof weekdays)[number];

export type StoreHours = { readonly [day in Weekday]?: readonly OpenHours[] };

/** Floor area from a day on, until the next entry. */
export interface StoreArea {
  readonly from: string;
  readonly squareMetres: number;
}

type Ring = readonly (readonly [longitude: number, latitude: number])[];

/** A GeoJSON geometry (RFC 7946): rings of [longitude, latitude], the first outside, the others holes. */
export type GeoArea =
  | { readonly type: "Polygon"; readonly coordinates: readonly Ring[] }
  | { readonly type: "MultiPolygon"; readonly coordinates: readonly (readonly Ring[])[] };

/** A store as the retailer states it, whole: what is left out is gone; only areas that are left out stay. */
export interface StoreStatement {
  readonly name: string;
  /** `street`, `city`, `region`, `postcode`, `country` and what else there is. */
  readonly address?: Readonly<Record<string, string>>;
  readonly latitude?: number;
  readonly longitude?: number;
  /** IANA; the brand's when left out. */
  readonly timeZone?: string;
  readonly hours?: StoreHours;
  readonly areas?: readonly StoreArea[];
  /** Whose customers live in it are this store's. */
  readonly catchment?: GeoArea;
  readonly simulated?: boolean;
}

export interface StoreRecord extends StoreStatement {
  readonly key: string;
}

const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, "A time of day, such as 09:30.");

const hoursSchema: z.ZodType<StoreHours> = z.partialRecord(
  z.enum(weekdays),
  z.array(z.object({ from: clockTime, until: clockTime })).max(5),
);

const areasSchema: z.ZodType<readonly StoreArea[]> = z
  .array(
    z.object({ from: z.iso.date("A day, such as 2026-03-01."), squareMetres: plainNumber(0.01, 10_000_000) }),
  )
  .max(200)
  .refine(
    (areas) => new Set(areas.map((area) => area.from)).size === areas.length,
    "Two areas begin on one day.",
  );

const position: z.ZodType<readonly [number, number], readonly unknown[]> = z.tuple([
  z.number().min(-180).max(180),
  z.number().min(-90).max(90),
]);
const rings = z.array(z.array(position).min(4).max(20_000)).min(1).max(100);

const geoAreaSchema: z.ZodType<GeoArea> = z.discriminatedUnion("type", [
  z.object({ type: z.literal("Polygon"), coordinates: rings }),
  z.object({ type: z.literal("MultiPolygon"), coordinates: z.array(rings).min(1).max(500) }),
]);

const statement = {
  name: lineText(500),
  address: z.record(lineText(60), lineText(500)).exactOptional(),
  latitude: plainNumber(-90, 90).exactOptional(),
  longitude: plainNumber(-180, 180).exactOptional(),
  timeZone: z.string().refine(isTimeZone, "An IANA time zone, such as Europe/London.").exactOptional(),
  hours: hoursSchema.exactOptional(),
  areas: areasSchema.exactOptional(),
  catchment: geoAreaSchema.exactOptional(),
  simulated: flag.exactOptional(),
};

export const storeStatementSchema: z.ZodType<StoreStatement> = z.preprocess(
  withoutNulls,
  z.object(statement),
);
export const storeRecordSchema: z.ZodType<StoreRecord> = z.preprocess(
  withoutNulls,
  z.object({ key: keyText(), ...statement }),
);

function isTimeZone(name: string): boolean {
  try {
    return name !== "" && new Intl.DateTimeFormat("en", { timeZone: name }) !== undefined;
  } catch {
    return false; // what Intl does not know is not in the IANA list
  }
}

export interface StoreView {
  readonly key: string;
  readonly name: string;
  readonly address: Readonly<Record<string, string>>;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly timeZone: string | null;
  readonly hours: StoreHours | null;
  readonly areas: readonly StoreArea[];
  readonly catchment: GeoArea | null;
  readonly simulated: boolean;
  readonly updatedAt: string;
}

export const storeSchema: z.ZodType<StoreView> = z.strictObject({
  key: z.string(),
  name: z.string(),
  address: z.record(z.string(), z.string()),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  timeZone: z.string().nullable(),
  hours: hoursSchema.nullable(),
  areas: z.array(z.strictObject({ from: z.iso.date(), squareMetres: z.number() })),
  catchment: geoAreaSchema.nullable(),
  simulated: z.boolean(),
  updatedAt: z.iso.datetime(),
});
