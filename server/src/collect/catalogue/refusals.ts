import { Refusal } from "../../kernel/refusal.ts";

export const refusals = {
  unknownProduct: (): Refusal => new Refusal("product.unknown", 404, "There is no product with this key."),
  unknownStore: (): Refusal => new Refusal("store.unknown", 404, "There is no store with this key."),
  stockOfUnknownStore: (): Refusal =>
    new Refusal("stock.unknown_store", 422, "Stock can only lie in a store that is known.", {
      faults: [{ pointer: "/store", message: "There is no store with this key." }],
    }),
  priceTooLarge: (): Refusal =>
    new Refusal("product.price_too_large", 422, "The price is larger than any amount can be.", {
      faults: [{ pointer: "/price", message: "An amount is below 10¹² minor units." }],
    }),
} as const;
