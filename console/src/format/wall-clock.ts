import { createZone } from "@attune/contract";

/** 2026-11-22T14:30 on the clocks of a time zone, as the field `datetime-local` has it → ISO 8601 in UTC. Empty text is no moment. */
export function momentOf(wall: string, timeZone: string): string | undefined {
  const at = Date.parse(`${wall}Z`);
  return Number.isNaN(at) ? undefined : new Date(createZone(timeZone)(at)).toISOString();
}

/** The other way, to the minute. */
export function wallOf(iso: string | undefined, timeZone: string): string {
  if (iso === undefined || Number.isNaN(Date.parse(iso))) return "";
  const parts = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    dateStyle: "short",
    timeStyle: "short",
  }).format(Date.parse(iso));
  return parts.replace(" ", "T");
}
