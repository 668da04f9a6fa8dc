import {
  type ExchangeRates,
  exchangeRatesSchema,
  type LoyaltySettings,
  loyaltySettingsSchema,
} from "@attune/contract";
import { type DefinitionKind, parseWithSchema } from "../../govern/index.ts";

/** How a brand counts loyalty, with the names of its stages: one definition, `default`. */
export const loyaltyKind: DefinitionKind<LoyaltySettings> = {
  kind: "loyalty",
  parse: (body) => parseWithSchema("loyalty", loyaltySettingsSchema, body),
};

/** What a currency is worth in the brand's, by day: a definition a currency. */
export const exchangeRateKind: DefinitionKind<ExchangeRates> = {
  kind: "exchange-rate",
  parse: (body) => parseWithSchema("exchange-rate", exchangeRatesSchema, body),
};
