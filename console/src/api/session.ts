import { createSharedValue } from "../state/shared-value.ts";
import type { Me } from "./forms.ts";

/** Who is signed in. The server knows it by a cookie that no script can read; nothing of it is kept here. */
type Session =
  | { readonly state: "asking" }
  | { readonly state: "in"; readonly me: Me }
  | { readonly state: "out"; readonly because: "asked" | "ended" | undefined };

const session = createSharedValue<Session>({ state: "asking" });

export function noteSignedIn(me: Me): void {
  session.set({ state: "in", me });
}

/** `asked`: by the person; `ended`: the server no longer knows a session that was in use. */
export function noteSignedOut(because: "asked" | "ended"): void {
  const before = session.get();
  if (before.state === "out") return;
  session.set({ state: "out", because: before.state === "in" ? because : undefined });
}

export function useSession(): Session {
  return session.use();
}

export interface SignedIn extends Me {
  /** Whether the server lets this person call a route, by its `operationId`: a page of a route that it refuses is not shown. */
  readonly may: (operation: string) => boolean;
}

/** Who looks at this page and what they may do. For pages: there is nobody before sign-in. */
export function useMe(): SignedIn {
  const now = session.use();
  if (now.state !== "in") throw new Error("Nobody is signed in.");
  const { me } = now;
  return { ...me, may: (operation) => me.operations === "all" || me.operations.includes(operation) };
}
