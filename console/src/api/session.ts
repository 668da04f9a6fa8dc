import { createSharedValue } from "../state/shared-value.ts";

/** Kept as long as the tab: staff share tills and offices, and a closed tab should mean signed out. */
const place = "attune.key";

interface Session {
  readonly key: string | undefined;
  /** `refused`: the server stopped accepting the key while it was in use. */
  readonly signedOutBecause: "asked" | "refused" | undefined;
}

const session = createSharedValue<Session>({
  key: sessionStorage.getItem(place) ?? undefined,
  signedOutBecause: undefined,
});

export function currentKey(): string | undefined {
  return session.get().key;
}

export function signIn(key: string): void {
  sessionStorage.setItem(place, key);
  session.set({ key, signedOutBecause: undefined });
}

export function signOut(because: "asked" | "refused"): void {
  if (session.get().key === undefined) return;
  sessionStorage.removeItem(place);
  session.set({ key: undefined, signedOutBecause: because });
}

export function useSession(): Session {
  return session.use();
}
