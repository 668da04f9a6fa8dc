import type { Channel } from "@attune/contract";
import type { Clock } from "../../kernel/clock.ts";
import { digestOfKey, hintOfKey, type KeyKind, newKey, shortestKey } from "./key.ts";
import type { FirstKey, KeyStore, KnownKey, ListedKey, NewSource, Source } from "./key-store.ts";
import { createLiveKeys } from "./live-keys.ts";
import { refusals } from "./refusals.ts";

/** A key in the clear, the one time that it is. */
export interface ShownKey extends ListedKey {
  readonly text: string;
}

export interface FirstKeys {
  readonly adminKey?: string;
  readonly writeKey?: string;
}

export interface Keys {
  /** What a key stands for; undefined when it is unknown or revoked (elsewhere: since 5 s). */
  find(text: string): Promise<KnownKey | undefined>;
  list(brandId: number): Promise<readonly ListedKey[]>;
  create(brandId: number, kind: KeyKind, sourceKey: string, actor: string): Promise<ShownKey>;
  revoke(brandId: number, keyId: number, actor: string): Promise<void>;
  listSources(brandId: number): Promise<readonly Source[]>;
  createSource(brandId: number, source: NewSource, actor: string): Promise<Source>;
  /**
   * Sees to it that the brand can be used: given keys work, and of each kind there is at least one.
   * @returns in the clear only the keys that were made or taken up just now
   * @throws Refusal 422 when a given key is shorter than 16 characters, or both are the same
   */
  ensureFirst(brandId: number, given: FirstKeys): Promise<FirstKeys>;
}

const firstSource: NewSource = {
  key: "default",
  name: "First source",
  channel: "web" satisfies Channel,
  simulated: false,
};

export function createKeys(ports: { readonly store: KeyStore; readonly clock: Clock }): Keys {
  const { store, clock } = ports;
  const live = createLiveKeys(() => store.findLive(), clock);
  const act = (actor: string): { actor: string; at: number } => ({ actor, at: clock.now() });
  return {
    find: (text) => live.find(digestOfKey(text)),
    list: (brandId) => store.list(brandId),
    create: async (brandId, kind, sourceKey, actor) => {
      const text = newKey(kind);
      const key = { kind, sourceKey, digest: digestOfKey(text), hint: hintOfKey(text) };
      const added = await store.add(brandId, key, act(actor));
      if (added === undefined) throw refusals.sourceNotFound();
      live.forget();
      return { ...added, text };
    },
    revoke: async (brandId, keyId, actor) => {
      const outcome = await store.revoke(brandId, keyId, act(actor));
      if (outcome === "unknown") throw refusals.keyNotFound();
      if (outcome === "lastSecret") throw refusals.lastSecretKey();
      live.forget();
    },
    listSources: (brandId) => store.listSources(brandId),
    createSource: async (brandId, source, actor) => {
      const added = await store.addSource(brandId, source, act(actor));
      if (added === undefined) throw refusals.sourceTaken();
      return added;
    },
    ensureFirst: async (brandId, given) => {
      const wanted = firstKeys(given);
      const made = await store.addFirst(
        brandId,
        firstSource,
        wanted.map(({ key }) => key),
        act("start"),
      );
      live.forget();
      const digests = new Set(made.map((key) => key.digest));
      return Object.fromEntries(
        wanted.filter(({ key }) => digests.has(key.digest)).map(({ name, text }) => [name, text]),
      );
    },
  };
}

interface WantedKey {
  readonly name: keyof FirstKeys;
  readonly text: string;
  readonly key: FirstKey;
}

function firstKeys(given: FirstKeys): readonly WantedKey[] {
  if (given.adminKey !== undefined && given.adminKey === given.writeKey) throw refusals.keysEqual();
  return [wantKey("adminKey", "secret", given), wantKey("writeKey", "public", given)];
}

function wantKey(name: keyof FirstKeys, kind: KeyKind, given: FirstKeys): WantedKey {
  const stated = given[name];
  if (stated !== undefined && stated.length < shortestKey) throw refusals.keyTooShort(name);
  const text = stated ?? newKey(kind);
  const key = { kind, sourceKey: firstSource.key, digest: digestOfKey(text), hint: hintOfKey(text) };
  return { name, text, key: { ...key, isGiven: stated !== undefined } };
}
