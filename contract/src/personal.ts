/**
 * Which values of an event are personal: they are taken out before ClickHouse and kept in Postgres.
 * Traits, identifiers and the context are personal as a whole, but for the parts of the context listed here;
 * properties are not, but for the names listed here, anything that looks like an e-mail address, and the query of a URL.
 * Names are compared in lower case without `_`, `-`, spaces and `$`.
 */
export const personalNames: ReadonlySet<string> = new Set([
  "email",
  "emailaddress",
  "mail",
  "phone",
  "phonenumber",
  "mobile",
  "telephone",
  "fax",
  "firstname",
  "lastname",
  "givenname",
  "familyname",
  "middlename",
  "fullname",
  "displayname",
  "username",
  "nickname",
  "customername",
  "recipientname",
  "contactname",
  "salutation",
  "address",
  "address1",
  "address2",
  "street",
  "street1",
  "street2",
  "housenumber",
  "postcode",
  "postalcode",
  "zip",
  "zipcode",
  "shippingaddress",
  "billingaddress",
  "deliveryaddress",
  "birthday",
  "birthdate",
  "dateofbirth",
  "dob",
  "age",
  "gender",
  "ip",
  "ipaddress",
  "useragent",
  "deviceid",
  "advertisingid",
  "idfa",
  "idfv",
  "macaddress",
  "latitude",
  "longitude",
  "lat",
  "lng",
  "lon",
  "geo",
  "location",
  "userid",
  "anonymousid",
  "previousid",
  "customerid",
  "card",
  "cardnumber",
  "cardno",
  "loyaltycard",
  "loyaltycardnumber",
  "membernumber",
  "iban",
  "query",
  "searchquery",
  "searchterm",
  "searchterms",
  "search",
  "keywords",
  "q",
  "reviewbody",
  "reviewtext",
  "sharemessage",
  "recipient",
  "recipients",
  "message",
  "comment",
  "comments",
  "feedback",
  "text",
  "body",
  "note",
  "notes",
  "giftmessage",
  "subject",
  "transcript",
  "answer",
  "answers",
  "description",
  "proof",
  "password",
  "token",
  "otp",
  "traits",
  "user",
  "customer",
  "person",
]);

/** Parts of `context` that are not personal. A name ending in `.*` takes everything below it. */
export const plainContext: ReadonlySet<string> = new Set([
  "library.*",
  "locale",
  "timezone",
  "campaign.*",
  "channel",
  "simulated",
  "app.*",
  "os.*",
  "network.*",
  "screen.*",
  "device.type",
  "device.manufacturer",
  "device.model",
  "page.path",
  "page.url",
  "page.referrer",
  "referrer.type",
  "sessionId",
  "active",
  "source",
  "catalogue.*",
]);

const known = new Map<string, boolean>();

/** Whether a property of this name (`properties.a.first_name` → `first_name`) is personal. */
export function isPersonalName(name: string): boolean {
  let personal = known.get(name);
  if (personal === undefined) {
    personal = personalNames.has(name.toLowerCase().replace(/[\s_$-]/g, ""));
    if (known.size < 10_000) known.set(name, personal);
  }
  return personal;
}

/** Whether a condition may read `properties.<path>` or `context.<path>` from ClickHouse. */
export function isPersonalPath(path: readonly string[]): boolean {
  const [root, ...rest] = path;
  if (root === "properties") return rest.some(isPersonalName);
  if (root === "context") return !isPlainContext(rest.join("."));
  return root === "traits";
}

export function isPlainContext(path: string): boolean {
  const [top = "", ...below] = path.split(".");
  const kept = plainContextOf(top);
  return (
    kept === "all" || (kept !== undefined && (below.length === 0 ? kept.has("") : kept.has(below.join("."))))
  );
}

/** Of `context.<name>`: everything, some of its members ("" is the value itself), or nothing. */
export function plainContextOf(name: string): "all" | ReadonlySet<string> | undefined {
  return plainByTop.get(name);
}

const plainByTop: ReadonlyMap<string, "all" | ReadonlySet<string>> = new Map(
  [...plainContext].map((path) => {
    const [top = ""] = path.split(".");
    const members = [...plainContext]
      .filter((one) => one === top || one.startsWith(`${top}.`))
      .map((one) => one.slice(top.length + 1));
    return [top, members.includes("*") ? "all" : new Set(members)] as const;
  }),
);
