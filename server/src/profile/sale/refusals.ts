import { Refusal } from "../../kernel/refusal.ts";

export const refusals = {
  unknownSale: (): Refusal => new Refusal("sale.unknown", 404, "There is no sale with this key."),
} as const;
