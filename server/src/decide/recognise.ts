import { type DecideRequest, type Identifier, type Proof, parseNamespace } from "@attune/contract";
import { normaliseIdentifier } from "../collect/index.ts";
import { parseId } from "../kernel/public-id.ts";
import type { Customer, Customers } from "./customers.ts";
import { refusals } from "./refusals.ts";

/** The leaf of the customer that a recognition token was made for; undefined when it is not valid, or not any more. */
export type ReadToken = (brandId: number, token: string) => Promise<number | undefined>;

interface Ports {
  readonly customers: Customers;
  readonly readToken: ReadToken;
}

/** As `recognise` without its ports. */
export type Recognise = (
  caller: { readonly brandId: number; readonly proof: Exclude<Proof, "none"> },
  named: Named,
) => Promise<Customer | undefined>;

type Named = Pick<DecideRequest, "identity" | "profile" | "token">;

/** Whom a request is about: by a valid token, else by the profile that staff name, else by the first identifier that is known. */
export async function recognise(
  { customers, readToken }: Ports,
  { brandId, proof }: { readonly brandId: number; readonly proof: Exclude<Proof, "none"> },
  { identity: named, profile, token }: Named,
): Promise<Customer | undefined> {
  if (profile !== undefined && proof !== "secretKey") throw refusals.secretNeeded("profile");
  const identity = readIdentity(named);
  const shown = token === undefined ? undefined : await readToken(brandId, token);
  const leaf = shown ?? (profile === undefined ? undefined : parseId("prf", profile));
  const found = leaf === undefined ? undefined : await customers.findByLeaf(brandId, leaf);
  if (found !== undefined || identity.length === 0) return found;
  return customers.find(brandId, identity, { proof });
}

/** A placeholder ("guest", "null") names nobody. */
function readIdentity(identity: DecideRequest["identity"]): readonly Identifier[] {
  const named = Object.entries(identity).map(([name, value]) => ({
    name,
    namespace: parseNamespace(name),
    value,
  }));
  const unknown = named.filter(({ namespace }) => namespace === undefined);
  if (unknown.length > 0) throw refusals.unknownNamespaces(unknown.map(({ name }) => name));
  return named.flatMap(({ namespace, value }) => {
    const normal = namespace === undefined ? undefined : normaliseIdentifier(namespace, value);
    return namespace === undefined || normal === undefined ? [] : [{ namespace, value: normal }];
  });
}
