import type { Calendar } from "../../kernel/calendar.ts";
import type { BrandWorld } from "../brand-world.ts";

/** At which moment, and in which world, people are looked for. */
export interface PeopleQuestion {
  readonly brandId: number;
  readonly nowMs: number;
  readonly calendar: Calendar;
  readonly world: BrandWorld;
}
