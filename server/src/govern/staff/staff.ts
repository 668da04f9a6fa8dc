import { hash, randomBytes } from "node:crypto";
import type { Clock } from "../../kernel/clock.ts";
import { checkPassword, type Passwords } from "./password.ts";
import { refusals } from "./refusals.ts";
import type { Sessions } from "./sessions.ts";
import type { Invitation, NewStaff, StaffChange, StaffMember, StaffStore } from "./staff-store.ts";
import { createWrongPasswords } from "./wrong-passwords.ts";

const invitationMs = 7 * 24 * 60 * 60_000;

/** Somebody with the link by which they choose a password; the one time that it is told. */
export interface Invited {
  readonly member: StaffMember;
  readonly token: string;
}

/** People who sign in at the console. */
export interface Staff {
  list(brandId: number): Promise<readonly StaffMember[]>;
  /** @throws Refusal 409 when the login is taken, 422 for a role without the stores it needs */
  add(brandId: number, staff: NewStaff, actor: string): Promise<Invited>;
  /** @throws Refusal 404, 409 for the last owner, 422 */
  change(brandId: number, staffId: number, change: StaffChange, actor: string): Promise<StaffMember>;
  /** A new link, for who has none, lost it, or forgot the password. The password holds until the link is used. */
  invite(brandId: number, staffId: number, actor: string): Promise<Invited>;
  endSessions(brandId: number, staffId: number): Promise<void>;
  /** @throws Refusal 401, 429 */
  judge(login: string, password: string): Promise<StaffMember>;
  /** Chooses the password that a link was made for. @throws Refusal 401, 422 */
  join(token: string, password: string): Promise<StaffMember>;
  /** One's own; ends one's other sessions. @throws Refusal 401, 422, 429 */
  changePassword(
    login: string,
    current: string,
    next: string,
    sessionId: number,
    actor: string,
  ): Promise<void>;
  /** Sees to it that somebody can make accounts. @returns the owner's link, only when the brand had no staff */
  ensureOwner(brandId: number): Promise<string | undefined>;
}

interface Ports {
  readonly store: StaffStore;
  readonly sessions: Sessions;
  readonly passwords: Passwords;
  readonly clock: Clock;
}

export function createStaff(ports: Ports): Staff {
  return { ...accountsOf(ports), ...passwordsOf(ports) };
}

type Accounts = Omit<Staff, "judge" | "join" | "changePassword">;

function accountsOf({ store, sessions, clock }: Ports): Accounts {
  const act = (actor: string): { actor: string; at: number } => ({ actor, at: clock.now() });
  return {
    list: (brandId) => store.list(brandId),
    add: async (brandId, staff, actor) => {
      checkStores(staff);
      const { invitation, token } = newInvitation(clock);
      const member = await store.add(brandId, staff, invitation, act(actor));
      if (member === undefined) throw refusals.loginTaken();
      return { member, token };
    },
    change: async (brandId, staffId, change, actor) => {
      const before = await store.find(brandId, staffId);
      if (before === undefined) throw refusals.staffNotFound();
      checkStores({ ...before, ...change });
      const changed = await store.change(brandId, staffId, change, act(actor));
      if (changed === "unknown") throw refusals.staffNotFound();
      if (changed === "lastOwner") throw refusals.lastOwner();
      if (change.disabled === true) await sessions.endOfStaff(staffId);
      sessions.forget();
      return changed;
    },
    invite: async (brandId, staffId, actor) => {
      const { invitation, token } = newInvitation(clock);
      const invited = await store.invite(brandId, staffId, invitation, act(actor));
      const member = invited ? await store.find(brandId, staffId) : undefined;
      if (member === undefined) throw refusals.staffNotFound();
      return { member, token };
    },
    endSessions: async (brandId, staffId) => {
      if ((await store.find(brandId, staffId)) === undefined) throw refusals.staffNotFound();
      await sessions.endOfStaff(staffId);
    },
    ensureOwner: async (brandId) => {
      const { invitation, token } = newInvitation(clock);
      const first: NewStaff = { login: "owner", name: "Owner", role: "owner", stores: [] };
      return (await store.addFirst(brandId, first, invitation, act("start"))) ? token : undefined;
    },
  };
}

function passwordsOf({ store, sessions, passwords, clock }: Ports): Omit<Staff, keyof Accounts> {
  const wrong = createWrongPasswords(store, clock);
  const judge: Staff["judge"] = async (login, password) => {
    const known = await wrong.begin(login);
    const isRight = await passwords.isRight(password, known?.password);
    if (known === undefined || !isRight) {
      if (known !== undefined) await store.noteRefused(known.member, clock.now());
      throw refusals.sessionRefused();
    }
    await store.noteSignedIn(known.member, clock.now());
    return known.member;
  };
  return {
    judge,
    join: async (token, password) => {
      const digest = digestOf(token);
      const member = await store.findInvited(digest, clock.now());
      if (member === undefined) throw refusals.invitationOver();
      const { staffId } = member;
      checkPassword(password, member.login);
      const act = { actor: `staff:${staffId}`, at: clock.now() };
      if (!(await store.setPassword(staffId, await passwords.hash(password), act, digest)))
        throw refusals.invitationOver();
      await sessions.endOfStaff(staffId);
      await store.noteSignedIn(member, clock.now());
      return member;
    },
    changePassword: async (login, current, next, sessionId, actor) => {
      const { staffId } = await judge(login, current);
      checkPassword(next, login);
      const act = { actor, at: clock.now() };
      await store.setPassword(staffId, await passwords.hash(next), act);
      await sessions.endOfStaff(staffId, sessionId);
    },
  };
}

/** A store sees its own customers: without a store it would see nobody; others see all, whatever stores would be named. */
function checkStores({ role, stores }: Pick<NewStaff, "role" | "stores">): void {
  if (role === "retail" && stores.length === 0) throw refusals.storesMissing();
  if (role !== "retail" && stores.length > 0) throw refusals.storesNotForRole(role);
}

function newInvitation(clock: Clock): { readonly invitation: Invitation; readonly token: string } {
  const token = randomBytes(24).toString("base64url");
  return { token, invitation: { digest: digestOf(token), endsAt: clock.now() + invitationMs } };
}

function digestOf(token: string): string {
  return hash("sha256", token, "hex");
}
