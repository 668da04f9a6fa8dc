import type { ImportKind } from "@attune/contract";

/** A member of a record that a column may be for. `path` is where it goes, with points between. */
export interface ImportField {
  readonly path: string;
  readonly isNeeded?: boolean;
  /** Other names under which files have it, in lower case without anything but letters and digits. */
  readonly also?: readonly string[];
  /** Of orders whose lines are rows: a member of the line. */
  readonly isLine?: boolean;
}

/** What files of each kind usually have; what is not here goes through a mapping as text. */
export const importFields: Readonly<Record<ImportKind, readonly ImportField[]>> = {
  customers: [
    { path: "userId", isNeeded: true, also: ["id", "customerid", "customer", "customernumber", "nr"] },
    { path: "traits.name", also: ["name", "fullname", "customername"] },
    { path: "traits.firstName", also: ["firstname", "givenname", "forename"] },
    { path: "traits.lastName", also: ["lastname", "surname", "familyname"] },
    { path: "traits.email", also: ["email", "mail", "emailaddress"] },
    { path: "traits.phone", also: ["phone", "telephone", "mobile"] },
    { path: "traits.birthday", also: ["birthday", "birthdate", "dateofbirth"] },
    { path: "traits.address.street", also: ["street", "address"] },
    { path: "traits.address.postalCode", also: ["postcode", "postalcode", "zip"] },
    { path: "traits.address.city", also: ["city", "town"] },
    { path: "traits.address.country", also: ["country"] },
    { path: "identifiers.card", also: ["card", "loyaltycard", "cardnumber"] },
    { path: "createdAt", also: ["created", "since", "registered", "joined"] },
    { path: "updatedAt", also: ["updated", "changed", "lastchanged"] },
  ],
  products: [
    { path: "key", isNeeded: true, also: ["id", "sku", "productid", "stockcode", "articlenumber"] },
    { path: "name", isNeeded: true, also: ["title", "description", "productname"] },
    { path: "brand" },
    { path: "category", also: ["categories", "productcategory"] },
    { path: "tags" },
    { path: "price", also: ["unitprice", "retailprice"] },
    { path: "currency" },
    { path: "url", also: ["link"] },
    { path: "imageUrl", also: ["image", "imagelink", "picture"] },
  ],
  stores: [
    { path: "key", isNeeded: true, also: ["id", "storeid", "store", "storenumber"] },
    { path: "name", isNeeded: true, also: ["storename"] },
    { path: "address.street", also: ["street", "address"] },
    { path: "address.postcode", also: ["postcode", "postalcode", "zip"] },
    { path: "address.city", also: ["city", "town"] },
    { path: "address.country", also: ["country"] },
    { path: "latitude", also: ["lat"] },
    { path: "longitude", also: ["lon", "lng", "long"] },
    { path: "timeZone" },
  ],
  orders: [
    { path: "orderId", isNeeded: true, also: ["order", "ordernumber", "invoiceno", "invoice", "receipt"] },
    { path: "placedAt", isNeeded: true, also: ["date", "orderdate", "invoicedate", "time", "datetime"] },
    { path: "currency", isNeeded: true },
    { path: "userId", also: ["customerid", "customer", "customernumber"] },
    { path: "email", also: ["mail"] },
    { path: "card", also: ["loyaltycard"] },
    { path: "channel" },
    { path: "storeKey", also: ["store", "storeid"] },
    { path: "type" },
    { path: "returnOf" },
    { path: "productKey", isLine: true, isNeeded: true, also: ["sku", "product", "productid", "stockcode"] },
    { path: "quantity", isLine: true, isNeeded: true, also: ["qty", "pieces"] },
    { path: "price", isLine: true, isNeeded: true, also: ["unitprice"] },
    { path: "discount", isLine: true },
    { path: "tax", isLine: true, also: ["vat"] },
    { path: "net", isLine: true },
  ],
  stock: [
    { path: "productKey", isNeeded: true, also: ["sku", "product", "productid", "stockcode"] },
    { path: "storeKey", also: ["store", "storeid"] },
    { path: "quantity", isNeeded: true, also: ["qty", "pieces", "stock"] },
  ],
  events: [],
};

/** Field → column, as far as names tell it; "" where none does. A column stands for one field only. */
export function guessColumns(
  fields: readonly ImportField[],
  columns: readonly string[],
): Readonly<Record<string, string>> {
  const left = new Set(columns);
  const guessed = fields.map((field) => {
    const names = [bare(field.path), bare(field.path.split(".").at(-1) ?? ""), ...(field.also ?? [])];
    const found = names.flatMap((name) => [...left].filter((column) => bare(column) === name))[0] ?? "";
    left.delete(found);
    return [nameOf(field), found] as const;
  });
  return Object.fromEntries(guessed);
}

/** What tells a field of an order from one of its lines. */
export function nameOf({ path, isLine }: ImportField): string {
  return isLine === true ? `lines.${path}` : path;
}

function bare(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}
