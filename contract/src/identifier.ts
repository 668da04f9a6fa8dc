/** Where identifiers come from; `external.<type>` is open (marketplace, social, …). */
export type Namespace = "userId" | "anonymousId" | "email" | "phone" | "card" | `external.${string}`;

export interface Identifier {
  readonly namespace: Namespace;
  readonly value: string;
}

/** How a link was proven. Through a public key, only a signed token reveals or merges a known customer. */
export type Proof = "none" | "publicKey" | "secretKey" | "signedToken";
