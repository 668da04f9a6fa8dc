import { get, send } from "./client.ts";
import { ApiProblem, ServerGone } from "./problem.ts";
import { noteSignedIn, noteSignedOut } from "./session.ts";

const soonMs = 1_000;

export type Credentials =
  | { readonly login: string; readonly password: string }
  | { readonly key: string }
  | { readonly invitation: string; readonly password: string };

/** Asks who is signed in, until somebody answers. */
export async function askWhoIsIn(): Promise<void> {
  try {
    noteSignedIn(await get("/api/me", {}, new AbortController().signal));
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) return; // the client has noted it
    if (!(error instanceof ServerGone) && !(error instanceof ApiProblem)) throw error;
    setTimeout(() => void askWhoIsIn(), soonMs);
  }
}

/** @throws ApiProblem when they are refused, ServerGone when nobody answered */
export async function signIn(credentials: Credentials): Promise<void> {
  noteSignedIn(await send("POST", "/api/session", {}, credentials));
}

/** @throws ServerGone when nobody answered: then the session is still open */
export async function signOut(): Promise<void> {
  await send("DELETE", "/api/session", {});
  noteSignedOut("asked");
}
