import { isPersonalName, type Json, type JsonObject } from "@attune/contract";
import type { Mask } from "../../govern/index.ts";

/** What stands in place of a value that a role does not see. */
const hiddenValue = "•••";

export interface MaskedAnswer {
  readonly body: Json;
  /** Where something is hidden: `identifiers.email`, `items.traits.birthday`; each place once, whatever its index. */
  readonly masked: readonly string[];
}

const names = new Set(
  "name firstname lastname givenname familyname middlename fullname displayname nickname customername recipientname contactname salutation".split(
    " ",
  ),
);
const details = new Set("birthday birthdate dateofbirth dob age gender".split(" "));
/** What somebody typed to find products says what they want, not who they are. */
const wishes = new Set(
  "query searchquery searchterm searchterms search keywords q description subject".split(" "),
);
const maskOfNamespace: Readonly<Record<string, Mask>> = { email: "contact", phone: "contact", card: "name" };
const emailLike = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/**
 * The answer without what `masks` hide. It is found by what it is called, wherever it stands: identifiers by their namespace, traits and
 * properties by the names that count as personal, names of customers by standing beside the id of one, and any e-mail address by its look.
 */
export function maskAnswer(body: Json, masks: ReadonlySet<Mask>): MaskedAnswer {
  if (masks.size === 0) return { body, masked: [] };
  const masked = new Set<string>();
  const masking = new Masking(masks, masked);
  return { body: masking.value(body, ""), masked: [...masked].sort() };
}

class Masking {
  readonly #masks: ReadonlySet<Mask>;
  readonly #masked: Set<string>;

  constructor(masks: ReadonlySet<Mask>, masked: Set<string>) {
    this.#masks = masks;
    this.#masked = masked;
  }

  value(value: Json, path: string): Json {
    if (Array.isArray(value)) return value.map((one) => this.value(one, path));
    if (typeof value === "object" && value !== null) return this.#object(value as JsonObject, path);
    return typeof value === "string" && emailLike.test(value) && this.#masks.has("contact")
      ? this.#hide(path)
      : value;
  }

  #object(value: JsonObject, path: string): Json {
    const { namespace } = value;
    if (typeof namespace === "string" && "value" in value) return this.#identifier(value, namespace, path);
    const isCustomers = isCustomer(value);
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => {
        const at = path === "" ? key : `${path}.${key}`;
        const mask = key === "name" ? (isCustomers ? "name" : undefined) : maskOfName(key, path);
        const isTold = mask === undefined || !this.#masks.has(mask) || isNothing(member);
        return [key, isTold ? this.value(member, at) : this.#hide(at)];
      }),
    );
  }

  #identifier(value: JsonObject, namespace: string, path: string): Json {
    const mask = maskOfNamespace[namespace];
    const isHidden = mask !== undefined && this.#masks.has(mask);
    if (isHidden) return { ...value, value: this.#hide(`${path}.${namespace}`) };
    return { ...value, value: this.value(value["value"] ?? null, `${path}.${namespace}`) };
  }

  #hide(path: string): string {
    this.#masked.add(path);
    return hiddenValue;
  }
}

/** Beside the id of a customer, `name` is the customer's; elsewhere it is that of a segment, a product, an event. */
function isCustomer(value: JsonObject): boolean {
  return [value["id"], value["profile"]].some((id) => typeof id === "string" && /^prf_[0-9a-z]+$/.test(id));
}

/** Only within what is told of a person: elsewhere `address` and `text` are those of stores and products. */
function maskOfName(key: string, path: string): Mask | undefined {
  if (!/(?:^|\.)(?:traits|properties)(?:\.|$)/.test(path)) return undefined;
  const plain = key.toLowerCase().replace(/[\s_$-]/g, "");
  if (names.has(plain) && plain !== "name") return "name";
  if (details.has(plain)) return "details";
  return isPersonalName(key) && !wishes.has(plain) ? "contact" : undefined;
}

function isNothing(value: Json | undefined): boolean {
  return value === null || value === undefined || value === "";
}
