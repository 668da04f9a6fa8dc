/**
 * Collect owns the way in: the doors that SDKs knock on, what an event must be, the inbox that everything which changes state
 * goes through, the quarantine, the catalogue and imports. It does not own who a customer is, nor what an event does to a profile.
 */

export type { ProductStore } from "./catalogue/catalogue.ts";
export { createKnownProducts, type KnownProducts } from "./catalogue/known-products.ts";
export { tellingCatalogue } from "./catalogue/tell-events.ts";
export { createCollector, digestMessageId } from "./collector.ts";
export { createImportDoor, type ImportDoor } from "./import/import-door.ts";
export type { Inbox, Stream } from "./inbox.ts";
export { createQuarantine, setRecordAside } from "./quarantine.ts";
export { normaliseIdentifier } from "./read-identifier.ts";
export { cleanText, namesCustomer, type SaleDeed, saleDeedOf, saleKeyOf, storeKeyOf } from "./sale-key.ts";
export { joinEvent, type PersonalPart, type PlainRow, type SplitEvent, splitEvent } from "./split-event.ts";
