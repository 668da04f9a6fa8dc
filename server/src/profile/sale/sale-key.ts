/** The key of a sale is decided where events come in, so that none is let in that is about no sale. */
export { cleanText, type SaleDeed, saleDeedOf, saleKeyOf, storeKeyOf } from "../../collect/index.ts";
