import type { CustomerRecord } from "@attune/contract";
import { countryCodes } from "./countries.ts";
import type { Invoice } from "./invoices.ts";
import type { TimeShift } from "./time-shift.ts";

/** The customers of the invoices: all that the file tells of them is a number and a country. Nine moved: the last country counts. */
export function customerRecords(invoices: readonly Invoice[], shift: TimeShift): readonly CustomerRecord[] {
  const last = new Map<string, Invoice>();
  for (const invoice of invoices) if (invoice.customer !== undefined) last.set(invoice.customer, invoice);
  return [...last].map(([userId, invoice]) => ({
    userId,
    traits: traitsOf(invoice.country),
    updatedAt: new Date(shift.toInstant(invoice.wallAt)).toISOString(),
  }));
}

function traitsOf(country: string): CustomerRecord["traits"] {
  const code = countryCodes.get(country);
  if (code !== undefined) return { address: { country: code } };
  return country === "Channel Islands" ? { address: { region: country } } : {};
}
